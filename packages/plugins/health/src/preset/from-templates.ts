import type { ScoreGroup, ScoreProfile } from '@tenure/core/score'
import type { KnownTypes } from './known-type.js'
import type { FoundSignal, Levels, Signal } from './signal.js'
import { type ScoreTemplate, scoreTemplates } from './template.js'

/** A draft, and in words what it leaves out because the object type lacks it. */
export interface Started<T> {
  readonly made: T
  readonly lacks: readonly string[]
}
/** Says a text of ours in the language of whoever begins. */
export type Say = (english: string, values?: Readonly<Record<string, string>>) => string
/** As it is written in English. */
export const inEnglish: Say = (english, values = {}) => english.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
/** For what a draft is begun. */
export interface StartOptions {
  readonly types: KnownTypes
  readonly type: string
  readonly say?: Say
  /** Its templates; all of them, where none are named. */
  readonly templates?: readonly ScoreTemplate['id'][]
}

/** Whole numbers as near to these parts as can be, which sum to the total. */
export function wholeParts(parts: readonly number[], total: number): readonly number[] {
  const sum = parts.reduce((all, part) => all + part, 0)
  const exact = parts.map((part) => (part / sum) * total)
  const whole = exact.map(Math.floor)
  const left = total - whole.reduce((all, part) => all + part, 0)
  const order = exact.map((part, at) => ({ at, rest: part - Math.floor(part) })).sort((a, b) => b.rest - a.rest || a.at - b.at)
  const more = new Set(order.slice(0, left).map(({ at }) => at))
  return whole.map((part, at) => (more.has(at) ? part + 1 : part))
}

/** The signals of a template that the object type has. */
export interface FoundTemplate {
  readonly template: ScoreTemplate
  readonly signals: readonly { readonly signal: Signal; readonly found: Extract<FoundSignal, { readonly criterion: unknown }> }[]
}
/** What of the chosen templates can be had, and what cannot. */
export function findTemplates({ types, type, templates, say = inEnglish }: StartOptions): Started<readonly FoundTemplate[]> {
  const chosen = scoreTemplates.filter(({ id }) => templates === undefined || templates.includes(id))
  const lacks: string[] = []
  const made = chosen.map((template) => {
    const signals = template.signals.flatMap((signal) => {
      const found = signal.find(types, type)
      if (!('lacks' in found)) return [{ signal, found }]
      const { english, values } = found.lacks
      lacks.push(say(english, { ...values, signal: say(signal.title) }))
      return []
    })
    return { template, signals }
  })
  return { made: made.filter(({ signals }) => signals.length > 0), lacks }
}

/** A group of a template with that maximum: the best of all its criteria comes to it. */
export function groupOf({ template, signals }: FoundTemplate, maximum: number, say: Say): ScoreGroup {
  const best = wholeParts(
    signals.map(({ signal }) => signal.share),
    maximum,
  )
  const levels = (good: number): Levels => [0, Math.round(good / 2), good]
  return {
    ...{ id: template.id, name: say(template.title), kind: template.kind, maximum, combine: 'sum', start: 0, missing: 'zero' },
    criteria: signals.map(({ signal, found }, at) => {
      const criterion = found.criterion(levels(best[at] ?? 0))
      return { ...criterion, name: say(signal.title) }
    }),
  }
}

/** A profile of the chosen templates, whose maxima sum to 100 (HS-2). */
export function fromTemplates(options: StartOptions & { readonly name: string }): Started<ScoreProfile> {
  const { made, lacks } = findTemplates(options)
  const say = options.say ?? inEnglish
  const maxima = wholeParts(
    made.map(({ template }) => template.maximum),
    100,
  )
  return { made: { ...blankProfile(options), groups: made.map((found, at) => groupOf(found, maxima[at] ?? 0, say)) }, lacks }
}
/** A profile with nothing in it, with the defaults of HS-5 and HS-6. */
export function blankProfile({ name, type }: { readonly name: string; readonly type: string }): ScoreProfile {
  return {
    ...{ name, objectType: type, segments: [], combine: 'sum', start: 0, missing: 'zero', groups: [] },
    thresholds: { neutral: 40, healthy: 70, bound: 'above', hysteresis: 0 },
  }
}
