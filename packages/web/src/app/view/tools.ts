// The tools of views come as one chunk, after the first rows.

export { AddView } from './add-view.js'
export { AdvancedPill } from './advanced-pill.js'
export { ArchivedPill } from './archived-pill.js'
export { EditTools } from './edit-tools.js'
export { ViewChip } from './view-chip.js'
export { ViewMenu } from './view-menu.js'
