// The icons of the sprite (bootstrap-icons). In a template: <svg class="jj-icon" aria-hidden="true"><use href="/static/dist/icons.svg#inbox"></use></svg>
export const icons = [
  'archive', 'arrow-clockwise', 'arrow-counterclockwise', 'arrow-left', 'arrow-right', 'arrow-right-circle', 'arrow-return-left',
  'bell', 'box-arrow-in-right', 'box-arrow-right', 'briefcase', 'building', 'calendar-event', 'calendar3', 'chat-left-text',
  'check-circle', 'check-circle-fill', 'check-lg', 'check2-square', 'chevron-down', 'chevron-left', 'chevron-right', 'circle',
  'clipboard-check', 'clock', 'clock-history', 'cloud-upload', 'cpu', 'dash-circle', 'diagram-3', 'download', 'envelope',
  'exclamation-circle', 'exclamation-triangle', 'exclamation-triangle-fill', 'eye', 'fast-forward', 'file-earmark', 'file-earmark-check',
  'file-earmark-pdf', 'file-earmark-text', 'file-earmark-zip', 'flag', 'folder2-open', 'funnel', 'gear', 'geo-alt', 'globe2',
  'grid-3x3-gap', 'hand-thumbs-up', 'hourglass-split', 'house', 'inbox', 'inboxes', 'info-circle', 'journal-check', 'journal-text',
  'kanban', 'key', 'lightbulb', 'link-45deg', 'list', 'list-check', 'list-task', 'lock', 'mortarboard', 'paperclip', 'pause-circle',
  'pencil', 'pencil-square', 'people', 'person', 'person-badge', 'person-check', 'person-circle', 'person-plus', 'play-circle',
  'plus-lg', 'printer', 'question-circle', 'search', 'send', 'shield-check', 'shield-lock', 'signpost-split', 'skip-forward',
  'slash-circle', 'sliders', 'sort-down', 'table', 'three-dots', 'translate', 'trash', 'unlock', 'upload', 'x-circle', 'x-circle-fill', 'x-lg',
];
