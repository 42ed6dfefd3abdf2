import type { jobRunsContract, jobsContract } from '@tenure/core/administration'
import type { ElementContext, Formats, Text } from '@tenure/web/parts'
import type { z } from 'zod'

/** What the element is given. */
export type Context = ElementContext<typeof jobsContract>
/** A job as the page shows it. */
export type ShownJob = z.output<typeof jobsContract.output>[number]
/** One run of a job. */
export type JobRun = z.output<typeof jobRunsContract.output>[number]

/** What a job runs on: *every day*, *when companies change*, *when Remind at of tasks comes*. */
export function occasionText({ on }: Pick<ShownJob, 'on'>, text: Text): string {
  if (on.occasion === 'every') return beatText(on.every, text)
  const objects = on.objects.map((name) => text(name)).join(', ')
  if (on.occasion === 'at') return text('{objects}: when {property} comes', { objects, property: text(on.property) })
  if (on.occasion === 'changes') return text('{objects}: when they change', { objects })
  return on.occasion === 'enters'
    ? text('{objects}: when they enter a segment', { objects })
    : text('{objects}: when they leave a segment', { objects })
}
/** The properties and links that call a job, and what has to happen to them. */
export function callsText({ on }: Pick<ShownJob, 'on'>, text: Text): string | undefined {
  if (on.occasion === 'enters' || on.occasion === 'leaves') return on.properties.map((name) => text(name)).join(', ') || undefined
  if (on.occasion !== 'changes') return undefined
  const words = { created: text('created'), changed: text('changed'), archived: text('archived'), linked: text('linked') }
  const kinds = on.kinds.map((kind) => words[kind]).join(', ')
  const names = [...on.properties, ...on.links].map((name) => text(name)).join(', ')
  return names === '' ? kinds : `${kinds} (${names})`
}
function beatText({ days = 0, ms = 0 }: { readonly days?: number; readonly ms?: number }, text: Text): string {
  const minutes = days * 1_440 + ms / 60_000
  if (minutes % 1_440 === 0) return minutes === 1_440 ? text('every day') : text('every {count} days', { count: minutes / 1_440 })
  if (minutes % 60 === 0) return minutes === 60 ? text('every hour') : text('every {count} hours', { count: minutes / 60 })
  const whole = Math.round(minutes)
  return whole === 1 ? text('every minute') : text('every {count} minutes', { count: whole })
}
/** A day and a time: *Today, 14:05*. */
export function whenText({ ago, time }: Formats, at: number): string {
  return `${ago(at)}, ${time(at)}`
}
/** How long a run took. */
export function tookText(formats: Formats, ms: number, text: Text): string {
  if (ms < 1_000) return text('under a second')
  return ms < 60_000 ? text('{count} s', { count: Math.round(ms / 1_000) }) : formats.duration(ms)
}
/** What came of a run, as counts: *12 changed, 2 failed*. */
export function countsText({ done, left = 0, failed }: Pick<JobRun, 'done' | 'left' | 'failed'>, formats: Formats, text: Text): string {
  const parts = [
    ...(done > 0 ? [text('{count} changed', { count: formats.number(done) })] : []),
    ...(left > 0 ? [text('{count} not allowed', { count: formats.number(left) })] : []),
    ...(failed > 0 ? [text('{count} failed', { count: formats.number(failed) })] : []),
  ]
  return parts.length === 0 ? text('nothing to do') : parts.join(', ')
}
/** What came of the last run, or what the one that goes on has done so far; why it failed, where it did. */
export function resultText({ going, last }: ShownJob, formats: Formats, text: Text): { readonly word: string; readonly isBad: boolean } {
  if (going !== undefined)
    return { word: going.done + going.failed === 0 ? '–' : countsText(going, formats, text), isBad: going.failed > 0 }
  if (last === undefined) return { word: '–', isBad: false }
  return { word: last.problem ?? countsText(last, formats, text), isBad: last.failed > 0 || last.problem !== undefined }
}
/** The state of a job in a word; what went wrong comes first. */
export function stateText({ state, last, behindSince, left }: ShownJob, text: Text): { readonly word: string; readonly isBad: boolean } {
  if (state === 'stopped') return { word: text('stopped'), isBad: true }
  if (state === 'running') return { word: text('running'), isBad: false }
  if (last?.state === 'failed') return { word: text('failed'), isBad: true }
  if (behindSince !== undefined) return { word: text('catching up'), isBad: false }
  return left > 0 ? { word: text('some left'), isBad: true } : { word: text('waiting'), isBad: false }
}
