import type { Words } from '../en/index.js'
import { plural } from '../en/plural.js'

export const feed: Words['feed'] = {
  named: (heading) => `${heading}, Feed`,
  waiting: (count) => plural(count, { one: '1 neue Aktivität', other: `${count} neue Aktivitäten` }),
  older: 'Ältere Aktivitäten laden',
  loadingOlder: 'Ältere Aktivitäten werden geladen',
  olderLost: 'Die älteren Aktivitäten sind nicht angekommen. Was da ist, bleibt; versuchen Sie es noch einmal.',
  followUps: (name) => `Auf ${name} eingehen`,
  remove: 'Aus meinem Feed entfernen',
  removed: 'Aus Ihrem Feed entfernt',
}
