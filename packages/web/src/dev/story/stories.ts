import { blockStories } from './block-stories.js'
import { boardStories } from './board-stories.js'
import { bulkStories } from './bulk-stories.js'
import { filterStories } from './filter-stories.js'
import { formStories } from './form-stories.js'
import { partStories } from './part-stories.js'
import { recordStories } from './record-stories.js'
import type { Story } from './story.js'
import { tabStories } from './tab-stories.js'

/** All stories. A new file of stories is added here, and nowhere else. */
export const stories: readonly Story[] = [
  ...[...partStories, ...formStories, ...blockStories, ...bulkStories],
  ...[...tabStories, ...boardStories, ...recordStories, ...filterStories],
]
