/** What was typed that tells a record from others. */
export interface Typed {
  readonly title: string
  /** The domain or e-mail. */
  readonly detail: string
}
interface Known {
  readonly type: string
  readonly id: string
  readonly title: string | null
  readonly detail?: string
}

const most = 3

/** The records of the type that have the domain or e-mail, or a name that begins like the typed one; the surest first, each once. */
export function alikeOf<Hit extends Known>(type: string, { title, detail }: Typed, hits: readonly Hit[]): readonly Hit[] {
  const [wanted, address] = [plain(title), plain(detail)]
  const rank = (hit: Hit): number => {
    const [name, known] = [plain(hit.title ?? ''), plain(hit.detail ?? '')]
    if (address !== '' && known === address) return 0
    if (wanted.length < 2) return -1
    if (name === wanted) return 1
    return name.startsWith(wanted) && wanted.length >= 4 ? 2 : wanted.startsWith(`${name} `) && name.length >= 4 ? 3 : -1
  }
  const ranked = new Map(hits.filter((hit) => hit.type === type && rank(hit) >= 0).map((hit) => [hit.id, hit]))
  return [...ranked.values()].sort((a, b) => rank(a) - rank(b)).slice(0, most)
}

// As people take names to be the same: without case, accents and repeated spaces.
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ').trim().toLowerCase()
}
