// The tools of views come as one chunk, after the first rows.

export { ArchivedPill } from '../manage/archived-pill.js'
export { AddView } from './add-view.js'
export { AdvancedPill } from './advanced-pill.js'
export { EditTools } from './edit-tools.js'
export { ViewChip } from './view-chip.js'
export { ViewMenu } from './view-menu.js'
