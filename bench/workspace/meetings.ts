import { use } from '@tenure/core'
import { record } from '@tenure/record'
import { schedule } from '@tenure/schedule'
import { addPeople, type BenchWorkspace, importAll } from './workspace.js'

/** That many meetings of one person in the week of 16 November 2026, between 7 and 19 o'clock, many at the same time. */
export const meetingsWorkspace: BenchWorkspace = {
  plugins: [use(schedule), use(record)],
  async fill(host, size) {
    await addPeople(host)
    await importAll(host, size, (number) => {
      const at = Date.UTC(2026, 10, 16 + (number % 7), 7, 15 * ((number * 7) % 48))
      const values = { title: `Meeting ${number}`, owner: 'scroll:vera', at, endAt: at + (1 + (number % 4)) * 1_800_000 }
      return { type: 'meeting', externalId: String(number), values }
    })
  },
}
