import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { use } from '@tenure/core'
import { feed } from '@tenure/feed'
import { importFiles, memorySource, openImport, parseMapping } from '@tenure/import'
import { record } from '@tenure/record'
import { addPeople, type BenchWorkspace } from './workspace.js'

/** Folder of the public data sets: `TENURE_DATA`, by default beside the repository. */
export const incidentsFile = path.join(process.env['TENURE_DATA'] ?? '../shared/data', 'support-incidents/incident_event_log.csv.gz')

/** Where a line names who called; `?` is nobody. */
export const callerColumn = 7
const locationColumn = 15

/** An event log of incidents as what contacts did: callers are contacts of their location, and Vera looks after all. `size` is of its lines. */
export const incidentsWorkspace: BenchWorkspace = {
  plugins: [use(feed), use(record)],
  async fill(host, size) {
    await addPeople(host)
    const [head = '', ...lines] = readIncidents()
    await importIncidents(host, [head, ...lines.slice(0, size)])
  },
}

/** The lines of the log, its heading first. */
export function readIncidents(): readonly string[] {
  return gunzipSync(readFileSync(incidentsFile)).toString('utf8').trimEnd().split('\n')
}

/** Imports lines of the log by a mapping, as anybody imports files. No cell has a comma or a quotation mark. */
export async function importIncidents(host: Parameters<typeof importFiles>[0], lines: readonly string[]): Promise<void> {
  const locations = new Map<string, string>()
  const [, ...events] = lines.map((line) => line.split(','))
  for (const { [callerColumn]: caller = '', [locationColumn]: location = '' } of events)
    if (location !== '?' || !locations.has(caller)) locations.set(caller, location === '?' ? 'Elsewhere' : location)
  const texts = { 'log.csv': lines, 'callers.csv': ['caller,location', ...[...locations].map((pair) => pair.join(','))] }
  const source = memorySource(new Map(Object.entries(texts).map(([name, text]) => [name, Buffer.from(`${text.join('\n')}\n`)])))
  const reasons = new Set<string>()
  const { objectTypes } = await importFiles(host, mapping, await openImport(mapping, source), {
    onReported: ({ result, reason }) => result !== 'not-linked' && reasons.add(reason),
  })
  if (objectTypes['contactActivity']?.created !== events.length) throw new Error(`Lines were left out: ${[...reasons].join(' ')}`)
}

const mapping = parseMapping({
  source: 'incidents',
  zone: 'UTC',
  missing: ['?'],
  files: [
    {
      file: 'callers.csv',
      objectType: 'company',
      distinct: true,
      externalId: ['location'],
      properties: { name: { kind: 'string', column: 'location' }, csm: { kind: 'user', text: 'Vera Lind', by: 'account' } },
    },
    {
      file: 'callers.csv',
      objectType: 'contact',
      externalId: ['caller'],
      properties: { name: { kind: 'string', column: 'caller' } },
      links: [{ association: 'companies', to: 'company', columns: ['location'] }],
    },
    {
      file: 'log.csv',
      objectType: 'contactActivity',
      externalId: 'lineNumber',
      properties: {
        title: { kind: 'string', text: '{number}, {incident_state}' },
        body: { kind: 'text', text: '{category}, {priority}' },
        at: { kind: 'datetime', column: 'sys_updated_at', format: 'D/M/YYYY HH:mm' },
        kind: { kind: 'enumeration', text: 'ticket-changed' },
      },
      links: [{ association: 'contact', to: 'contact', columns: ['caller_id'] }],
    },
  ],
})
