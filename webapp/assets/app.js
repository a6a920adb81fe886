// Small conveniences; every page works without them. htmx serves the few lists that change in place.
import 'htmx.org';

// A form is sent once: its buttons rest until the answer comes, or until the page is shown again from the history.
document.addEventListener('submit', (event) => {
  const form = event.target;
  const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (form.dataset.sent || (question && !window.confirm(question))) return event.preventDefault();
  if (event.defaultPrevented || form.method === 'get' || form.matches('[data-again], [hx-post]')) return;
  form.dataset.sent = 'yes';
  event.submitter?.setAttribute('aria-busy', 'true');
});
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
  for (const button of document.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy');
});

// Unsent answers are not lost by a slip.
let typed = false;
document.addEventListener('input', ({ target }) => { typed ||= Boolean(target.closest('form[data-keep]')); });
document.addEventListener('submit', () => { typed = false; });
window.addEventListener('beforeunload', (event) => { if (typed) event.preventDefault(); });

// A select that submits its form (filters); "select all"; the count of selected rows and the bar that acts on them.
document.addEventListener('change', ({ target }) => {
  if (target.matches('[data-submit]')) target.form.requestSubmit();
  if (target.dataset.selectAll) {
    for (const box of document.getElementsByName(target.dataset.selectAll)) box.checked = target.checked;
  }
  countSelected();
});

function countSelected() {
  for (const bar of document.querySelectorAll('.jj-bulk')) {
    const count = document.querySelectorAll('.jj-task input[type=checkbox]:checked').length;
    bar.hidden = count === 0;
    for (const place of bar.querySelectorAll('[data-bulk-count]')) place.textContent = count;
  }
}
countSelected();

// Menus close on a click elsewhere and on Escape.
document.addEventListener('click', ({ target }) => {
  for (const menu of document.querySelectorAll('details.jj-user[open]')) if (!menu.contains(target)) menu.open = false;
});

// The inbox by keyboard: j and k move, Enter opens, x selects, / searches.
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') for (const menu of document.querySelectorAll('details.jj-user[open]')) menu.open = false;
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input:not([type=checkbox]), textarea, select')) return;
  if (event.key === '/') {
    event.preventDefault();
    return document.querySelector('.jj-search input')?.focus();
  }
  const rows = [...document.querySelectorAll('.jj-inbox .jj-task')];
  const here = rows.findIndex((row) => row.classList.contains('is-selected'));
  const step = { j: 1, k: -1 }[event.key];
  if (step && rows.length) {
    rows[here]?.classList.remove('is-selected');
    const row = rows[Math.min(Math.max(here + step, 0), rows.length - 1)];
    row.classList.add('is-selected');
    row.querySelector('.jj-task-title')?.focus();
  }
  if (event.key === 'x') rows[here]?.querySelector('input[type=checkbox]')?.click();
});
