// Diagrams: every <div class="jj-diagram" data-xml="URL"> shows the BPMN file at that URL.
// data-marks='{"done": [ids], "active": [ids], "incident": [ids], "notes": {"id": "text"}}' colours elements and flows and
// puts a short text on them (a count, a name). data-failed="sentence" is shown when the file cannot be drawn.
// A click on an element that the page speaks of (data-element="id") scrolls there.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import './viewer.css';

const marks = ['done', 'active', 'incident'];

async function show(container) {
  const canvasBox = document.createElement('div');
  canvasBox.className = 'jj-diagram-canvas';
  container.replaceChildren(canvasBox);
  const viewer = new NavigatedViewer({
    container: canvasBox,
    textRenderer: { defaultStyle: { fontFamily: 'Inter, system-ui, sans-serif' }, externalStyle: { fontFamily: 'Inter, system-ui, sans-serif' } },
  });
  try {
    const answer = await fetch(container.dataset.xml, { credentials: 'same-origin' });
    if (!answer.ok) throw new Error(`${answer.status} ${container.dataset.xml}`);
    await viewer.importXML(await answer.text());
    paint(viewer, JSON.parse(container.dataset.marks || '{}'));
    const marked = JSON.parse(container.dataset.marks || '{}');
    open(viewer, container, marked);
    let width = container.clientWidth;
    new ResizeObserver(() => {
      if (container.clientWidth === width) return;
      width = container.clientWidth;
      open(viewer, container, marked);
    }).observe(container);
    container.append(controls(viewer, container));
    container.dataset.state = 'ready';
    viewer.on('element.click', ({ element }) => follow(element.id));
  } catch (error) {
    console.warn(error);
    container.dataset.state = 'failed';
    container.textContent = container.dataset.failed || 'Diagram tidak dapat ditampilkan.';
  }
}

function paint(viewer, marked) {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  for (const mark of marks) {
    for (const id of marked[mark] ?? []) if (registry.get(id)) canvas.addMarker(id, `jj-${mark}`);
  }
  for (const [id, text] of Object.entries(marked.notes ?? {})) {
    if (!registry.get(id)) continue;
    const html = document.createElement('span');
    html.className = 'jj-diagram-note';
    html.textContent = text;
    viewer.get('overlays').add(id, { position: { top: -10, right: 10 }, html });
  }
}

const margin = 28;
const readable = 0.6;

// The whole diagram where it can be read at that size, else the place where the case stands.
function open(viewer, container, marked) {
  grow(viewer, container);
  const canvas = viewer.get('canvas');
  const { outer } = canvas.viewbox();
  if (!outer.width || !outer.height) return; // not laid out: in the background, or about to be left
  fit(viewer);
  if (canvas.zoom() >= readable) return;
  const registry = viewer.get('elementRegistry');
  const here = [...marked.incident ?? [], ...marked.active ?? []].map((id) => registry.get(id)).find((each) => each?.width);
  if (!here) return;
  canvas.zoom(readable + 0.1);
  canvas.scrollToElement(here, { top: 60, bottom: 60, left: 200, right: 200 });
}

// As high as the diagram needs at this width, within what the style allows.
function grow(viewer, container) {
  const { inner } = viewer.get('canvas').viewbox();
  const scale = Math.min(1, container.clientWidth / (inner.width + 2 * margin));
  container.style.height = `${Math.max(scale < readable && container.dataset.marks ? 320 : 200, Math.ceil((inner.height + 2 * margin + 40) * scale))}px`;
  viewer.get('canvas').resized();
}

function fit(viewer) {
  const canvas = viewer.get('canvas');
  const { inner, outer } = canvas.viewbox();
  const scale = Math.min(1, outer.width / (inner.width + 2 * margin), outer.height / (inner.height + 2 * margin));
  const [width, height] = [outer.width / scale, outer.height / scale];
  canvas.viewbox({ x: inner.x + inner.width / 2 - width / 2, y: inner.y + inner.height / 2 - height / 2, width, height });
}

function controls(viewer, container) {
  const bar = document.createElement('div');
  bar.className = 'jj-diagram-controls';
  const zoom = (factor) => () => viewer.get('canvas').zoom(viewer.get('canvas').zoom() * factor);
  const labels = JSON.parse(container.dataset.labels || '["Perbesar","Perkecil","Seluruh diagram"]');
  const acts = [['+', zoom(1.25)], ['−', zoom(0.8)], ['⤢', () => fit(viewer)]];
  acts.forEach(([sign, act], index) => {
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', textContent: sign, title: labels[index], ariaLabel: labels[index] });
    button.addEventListener('click', act);
    bar.append(button);
  });
  return bar;
}

function follow(id) {
  const place = document.querySelector(`[data-element="${CSS.escape(id)}"]`);
  if (!place) return;
  place.scrollIntoView({ block: 'center' }); // smoothly unless the reader wants no motion: as the style says
  place.classList.add('jj-pointed');
  setTimeout(() => place.classList.remove('jj-pointed'), 2000);
}

for (const container of document.querySelectorAll('.jj-diagram[data-xml]')) show(container);
