import type { Observable } from 'rxjs'
import { filter, firstValueFrom, takeUntil } from 'rxjs'
import type { ListQuestion } from '../data/list-window.js'
import { type Row, rowsOf, watchNamed } from '../data/named.js'
import type { Source } from '../data/source.js'

const part = 500
const most = 2000

/** Where a row is in a list, looked for from its top, part by part; nothing where it is not among the first 2,000. */
export async function findPlace(
  source: Pick<Source, 'watch'>,
  { provider, input }: ListQuestion,
  isSought: (row: Row) => boolean,
  left: Observable<unknown>,
): Promise<number | undefined> {
  for (let offset = 0; offset < most; offset += part) {
    const live = watchNamed(source, rowsOf(provider), { ...input, offset, limit: part }).pipe(
      filter(({ state }) => state === 'live'),
      takeUntil(left),
    )
    const frame = await firstValueFrom(live, { defaultValue: undefined })
    const rows = frame?.value?.rows ?? []
    const at = rows.findIndex(isSought)
    if (at >= 0) return offset + at
    if (rows.length < part) return undefined
  }
  return undefined
}
