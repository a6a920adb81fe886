// Decision tables: every <div class="jj-tables" data-xml="URL"> shows the DMN file at that URL.
// data-decision="id" opens that decision; without it the first table opens, and a list of all is offered.
// data-rows='["rule ids"]' marks the rows that fired.
import Viewer from 'dmn-js/lib/NavigatedViewer';
import 'dmn-js/dist/assets/diagram-js.css';
import 'dmn-js/dist/assets/dmn-js-shared.css';
import 'dmn-js/dist/assets/dmn-js-drd.css';
import 'dmn-js/dist/assets/dmn-js-decision-table.css';
import 'dmn-js/dist/assets/dmn-js-literal-expression.css';
import './tables.css';

const indonesian = {
  When: 'Jika', Then: 'Maka', And: 'Dan', Annotations: 'Catatan', Annotation: 'Catatan', 'Hit policy:': 'Cara memilih baris:',
  Unique: 'Tepat satu', First: 'Yang pertama', Any: 'Semua sama', Priority: 'Prioritas', Collect: 'Kumpulkan semua',
  'Rule order': 'Urutan baris', 'Output order': 'Urutan hasil', 'Collect (Sum)': 'Jumlah', 'Collect (Min)': 'Terkecil',
  'Collect (Max)': 'Terbesar', 'Collect (Count)': 'Banyaknya',
};
const inIndonesian = document.documentElement.lang === 'id';
const translate = (text, values = {}) => (inIndonesian && indonesian[text] || text).replace(/{([^}]+)}/g, (_, name) => values[name] ?? '');
const words = { translate: ['value', translate] };

async function show(container) {
  const box = document.createElement('div');
  box.className = 'jj-tables-view';
  container.replaceChildren(box);
  const own = { additionalModules: [words] };
  const viewer = new Viewer({ container: box, drd: own, decisionTable: own, literalExpression: own });
  try {
    const answer = await fetch(container.dataset.xml, { credentials: 'same-origin' });
    if (!answer.ok) throw new Error(`${answer.status} ${container.dataset.xml}`);
    await viewer.importXML(await answer.text());
    const views = viewer.getViews().filter((view) => view.type !== 'drd');
    const wanted = views.find((view) => view.element.id === container.dataset.decision) ?? views[0] ?? viewer.getViews()[0];
    if (views.length > 1) container.prepend(choice(viewer, views, wanted));
    await viewer.open(wanted);
    finish(container);
    container.dataset.state = 'ready';
  } catch (error) {
    console.warn(error);
    container.dataset.state = 'failed';
    container.textContent = container.dataset.failed || 'Tabel tidak dapat ditampilkan.';
  }
}

function choice(viewer, views, wanted) {
  const bar = document.createElement('div');
  bar.className = 'jj-tables-choice';
  for (const view of views) {
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', className: 'btn btn-sm btn-outline-secondary', textContent: view.name || view.id });
    button.setAttribute('aria-pressed', String(view === wanted));
    button.addEventListener('click', async () => {
      for (const other of bar.children) other.setAttribute('aria-pressed', String(other === button));
      await viewer.open(view);
      finish(bar.parentElement);
    });
    bar.append(button);
  }
  return bar;
}

function finish(container) {
  container.querySelector('.tjs-table-container')?.setAttribute('tabindex', '0');
  for (const text of container.querySelectorAll('.dmn-literal-expression-container .textarea')) text.setAttribute('tabindex', '0');
  for (const corner of container.querySelectorAll('th.index-column')) corner.setAttribute('role', 'presentation');
  mark(container);
}

function mark(container) {
  for (const id of JSON.parse(container.dataset.rows || '[]')) {
    container.querySelector(`[data-row-id="${CSS.escape(id)}"]`)?.closest('tr')?.classList.add('jj-fired');
  }
}

for (const container of document.querySelectorAll('.jj-tables[data-xml]')) show(container);
