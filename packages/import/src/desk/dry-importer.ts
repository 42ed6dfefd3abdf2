import type { ImportLink, ImportOutcome, ImportRow, ObjectTypeExtension, UserImporter } from '@tenure/core'

/**
 * An importer that stores nothing and answers as the real one would: a record that an earlier batch would have created counts as there.
 */
export function dryImporter(importer: Pick<UserImporter, 'run'>, added: readonly ObjectTypeExtension[]) {
  const created = new Set<string>()
  const isToCome = ({ to }: ImportLink): boolean => created.has(keyOf(to.type, to.externalId))
  const run = async (rows: readonly ImportRow[], options: Parameters<UserImporter['run']>[1] = {}): Promise<readonly ImportOutcome[]> => {
    const { group: _, ...rest } = options
    const real = rows.map((row) => ({ ...row, links: row.links.filter((link) => !isToCome(link)) }))
    const outcomes = await importer.run(real, { ...rest, dryRun: true, added })
    return rows.map((row, at) => {
      const outcome = outcomes[at] ?? { row, result: 'rejected' as const }
      if (row.adds && created.has(keyOf(row.type, row.externalId))) return { ...outcome, row, result: 'unchanged' }
      if (outcome.result === 'created') created.add(keyOf(row.type, row.externalId))
      const links = row.links.some(isToCome) && outcome.result === 'unchanged'
      return { ...outcome, row, result: links ? 'updated' : outcome.result }
    })
  }
  return { run, begin: async () => ({ run: '', group: '', tell: async () => true, end: async () => {} }) }
}

function keyOf(type: string, externalId: string): string {
  return `${type}\u0000${externalId}`
}
