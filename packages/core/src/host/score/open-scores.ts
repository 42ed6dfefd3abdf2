import { systemAsker } from '../../access/asker.js'
import { keptScore } from '../../score/keeper/profile-record.js'
import { startRescore } from '../../score/keeper/rescore-run.js'
import type { Kernel } from '../kernel.js'
import { keepScores } from './keep-scores.js'

/** Takes up what a killed process left: profiles that were changed before their run began, and properties that no profile keeps any more. */
export async function openScores(kernel: Kernel): Promise<void> {
  const { profiles, runner, reader } = kernel
  const pending = profiles.all().filter(({ pending: left }) => left !== undefined)
  for (const type of new Set(pending.map(({ definition }) => definition.objectType))) {
    const alerts = pending.some(({ definition, pending: left }) => definition.objectType === type && left?.alerts === true)
    await startRescore(runner, { type, alerts }, await reader.count(systemAsker, { type }))
  }
  for (const { name, properties } of kernel.schema().values()) {
    const isKept = properties.some((property) => property.name === keptScore && property.computed === true)
    if (isKept && profiles.of(name) === undefined) await keepScores(kernel, name, false)
  }
}
