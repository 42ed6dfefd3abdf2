import type { Words } from '../en/index.js'

/** Texts around plugins' own elements, and around blocks with controls. */
export const element: Words['element'] = {
  simple: 'Dies ist die einfache Darstellung, denn die eigene des Plugins konnte nicht gezeigt werden.',
  tryNow: 'Jetzt versuchen',
}
