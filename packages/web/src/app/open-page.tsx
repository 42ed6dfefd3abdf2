import './data/content-policy.js'
import { createRoot } from 'react-dom/client'
import { App } from './app.js'
import type { Source } from './data/source.js'
import { applyPreferences } from './shell/preferences.js'

/** Draws the whole page into an element of yours, over a source of data. Its style sheet is `@tenure/web/page.css`. */
export function openPage(options: { readonly root: Element; readonly source: Source }): void {
  applyPreferences()
  createRoot(options.root).render(<App source={options.source} />)
}
