import type { Command, CommandGroup } from './commands.js'

/** One line of the palette. */
export interface Entry extends Omit<Command, 'icon'> {
  readonly icon: string
  /** What tells it from others of its name, in quiet text. */
  readonly detail?: string | undefined
  /** A record has the mark of its name in the place of an icon. */
  readonly mark?: 'company' | 'contact' | undefined
}
/** Entries under one heading. */
export interface Section {
  readonly title: string
  readonly entries: readonly Entry[]
}
/** What there is to choose from. */
export interface Choices {
  readonly records: Section
  readonly recent: Section
  readonly tabs: Section
  readonly groups: readonly CommandGroup[]
}

/** What is shown for a text: with none, what was looked at last comes first; with one, all that it names, records first. */
export function sectionsFor(text: string, { records, recent, tabs, groups }: Choices): readonly Section[] {
  const of = (kind: CommandGroup['kind']): readonly Section[] =>
    groups.filter((group) => group.kind === kind).map(({ title, commands }) => ({ title, entries: commands.map(toEntry(kind)) }))
  const wanted = plain(text.trim())
  if (wanted === '') return [recent, ...of('actions'), tabs, ...of('views')].filter(hasEntries)
  const found = new Set(records.entries.map(({ id }) => id))
  const others = { ...recent, entries: recent.entries.filter(({ id }) => !found.has(id)) }
  const named = [...of('views'), ...of('actions'), tabs, others].map((section) => ({
    ...section,
    entries: filterBy(wanted, section.entries),
  }))
  return [records, ...named].filter(hasEntries)
}

/** The parts of a name, those that the text names marked. */
export function markedIn(name: string, text: string): readonly { readonly text: string; readonly isMarked: boolean }[] {
  const [folded, wanted] = [plain(name), plain(text.trim())]
  // Where folding changes the length, places in one text are none in the other.
  const at = wanted === '' || folded.length !== name.length ? -1 : placeOf(folded, wanted)
  if (at < 0) return [{ text: name, isMarked: false }]
  const parts = [name.slice(0, at), name.slice(at, at + wanted.length), name.slice(at + wanted.length)]
  return parts.map((part, place) => ({ text: part, isMarked: place === 1 })).filter(({ text: part }) => part !== '')
}

/** Whether a name or what is beside it has the text in it. */
export function isNamedBy(text: string, ...names: readonly (string | null | undefined)[]): boolean {
  return names.some((name) => plain(name ?? '').includes(plain(text.trim())))
}

const toEntry =
  (kind: CommandGroup['kind']) =>
  (command: Command): Entry => ({ ...command, icon: command.icon ?? (kind === 'views' ? 'list' : 'puzzle') })

function filterBy(wanted: string, entries: readonly Entry[]): readonly Entry[] {
  return entries
    .flatMap((entry) => {
      const rank = rankOf(plain(entry.title), wanted)
      return rank === undefined ? [] : [{ entry, rank }]
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry)
}
// The beginning of the name, of a word in it, or any part.
function rankOf(title: string, wanted: string): number | undefined {
  const at = placeOf(title, wanted)
  if (at < 0) return undefined
  return at === 0 ? 0 : isWordStart(title, at) ? 1 : 2
}
function placeOf(title: string, wanted: string): number {
  let at = title.indexOf(wanted)
  const first = at
  for (; at > 0; at = title.indexOf(wanted, at + 1)) if (isWordStart(title, at)) return at
  return first
}
function isWordStart(title: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(title.charAt(at - 1))
}
function plain(text: string): string {
  return text.normalize('NFC').toLowerCase()
}
function hasEntries({ entries }: Section): boolean {
  return entries.length > 0
}
