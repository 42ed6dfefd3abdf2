import { useWords } from '../../words/use-words.js'
import { emptyAddress, formatAddress } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { Tab } from '../data/answers.js'
import { hasIcon } from '../part/icon.js'
import { openTab } from '../shell/tabs.js'
import { offeredCommands } from './commands.js'
import { type Entry, type Section, sectionsFor } from './entries.js'
import { openRecord } from './open-record.js'
import { useRecentRecords } from './recent-records.js'
import type { Hit } from './use-search.js'

type Shown = Pick<Hit, 'type' | 'typeLabel' | 'id' | 'title' | 'detail' | 'archived'>

/** Where the page can go: its tabs, and the pages of the administration that the user sees. */
export interface Places {
  readonly tabs: readonly Tab[]
  readonly pages: readonly Tab[]
}

/** All that can be chosen for a text, in sections. */
export function useEntries(text: string, hits: readonly Hit[], { tabs, pages }: Places): readonly Section[] {
  const { palette: words, form } = useWords()
  const { address, go } = useAddress()
  const recent = useRecentRecords() ?? []
  const toRecord = (record: Shown): Entry => {
    const { type, typeLabel, id, title, detail, archived } = record
    const open = { type, id }
    const tab = address.tab ?? tabs[0]?.id
    return {
      id: `record ${type} ${id}`,
      title: title || words.unnamed,
      detail,
      end: archived ? `${typeLabel} · ${words.archived}` : typeLabel,
      icon: hasIcon(type) ? type : 'file',
      mark: type === 'company' || type === 'contact' ? type : undefined,
      href: formatAddress({ ...emptyAddress, ...(tab !== undefined && { tab }), open }),
      run: () => openRecord(go, tabs[0]?.id, open),
    }
  }
  const toTab = (tab: Tab): Entry => ({
    id: `tab ${tab.id}`,
    title: tab.title,
    icon: tab.icon ?? 'puzzle',
    href: formatAddress({ ...emptyAddress, tab: tab.id }),
    run: () => openTab(go, tab.id),
  })
  const toPage = (page: Tab): Entry => ({ ...toTab(page), icon: page.icon ?? 'gear', detail: form.settings })
  const isOpen = ({ type, id }: Shown): boolean => type === address.open?.type && id === address.open.id
  return sectionsFor(text, {
    records: { title: words.records, entries: hits.map(toRecord) },
    recent: { title: words.recent, entries: recent.filter((one) => text !== '' || !isOpen(one)).map(toRecord) },
    // The administration is found by its name, and takes no room otherwise.
    tabs: { title: words.tabs, entries: [...tabs.map(toTab), ...(text === '' ? [] : pages.map(toPage))] },
    groups: offeredCommands(),
  })
}
