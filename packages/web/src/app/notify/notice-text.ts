import type { Words } from '../../words/en/index.js'
import type { Reading } from '../format/use-formats.js'
import { propertyText } from '../record/property-value.js'
import type { Notice } from './notice.js'

/** What stands in the place of a name in braces. */
export type Filling = 'what' | 'by' | 'type' | 'label' | 'from' | 'to' | 'more'
type Said = NonNullable<NonNullable<Notice['property']>['to']>

const ranks = ['at-risk', 'neutral', 'healthy']

/** The sentence of a notification, with names in braces where the page fills in. */
export function sentenceOf(notice: Notice, words: Words['notify']): string {
  const { kind, by, property } = notice
  const { from, to } = property ?? {}
  if (kind === 'activity') return by === undefined ? words.activity : words.activityBy
  if (kind === 'assignment' && notice.others !== undefined) return by === undefined ? words.together : words.togetherBy
  if (kind === 'assignment') return by === undefined ? words.assignment : words.assignmentBy
  if (kind === 'reminder') return words.reminder
  if (kind === 'owner')
    return to !== undefined ? (from === undefined ? words.ownerIs : words.ownerWas) : from ? words.ownerGone : words.owner
  if (kind === 'health') return healthSentence(from, to, words)
  if (to === undefined) return by === undefined ? words.stage : words.stageBy
  if (from === undefined) return words.stageIs
  return by === undefined ? words.stageWas : words.stageWasBy
}
function healthSentence(from: Said | undefined, to: Said | undefined, words: Words['notify']): string {
  if (to === undefined) return words.health
  const [was, is] = [from?.value, to.value].map((value) => ranks.indexOf(String(value)))
  if (was === undefined || is === undefined || was < 0 || is < 0) return words.is
  return is < was ? words.fell : words.rose
}

/** Texts for the names in braces. */
export function fillingsOf(notice: Notice, words: Words['notify'], reading: Reading): Readonly<Record<Filling, string>> {
  const { about, by, activity, property, others } = notice
  return {
    what: about.title || words.unnamed,
    by: by?.name ?? '',
    type: activity?.typeLabel ?? '',
    label: property?.label ?? '',
    from: saidText(property, property?.from, reading),
    to: saidText(property, property?.to, reading),
    more: others === undefined ? '' : reading.formats.number(others.count),
  }
}
/** The line below the sentence; nothing where the sentence says all. */
export function detailOf(notice: Notice, words: Words['notify'], reading: Reading): string | undefined {
  const { kind, by, activity, about, property } = notice
  if (kind === 'activity') return activity?.title ?? undefined
  if (kind === 'assignment') return about.typeLabel
  if (kind === 'reminder') {
    const text = saidText(property, property?.to, reading)
    return property === undefined || text === '' ? about.typeLabel : words.labelled(property.label, text)
  }
  const isNamed = sentenceOf(notice, words).includes('{by}')
  return by === undefined || isNamed ? undefined : words.by(by.name)
}
/** All of it as one text, for a toast or the browser. */
export function plainText(notice: Notice, words: Words['notify'], reading: Reading): string {
  const fillings: Readonly<Record<string, string>> = fillingsOf(notice, words, reading)
  return sentenceOf(notice, words).replace(/\{(\w+)\}/g, (_, name: string) => fillings[name] ?? '')
}

function saidText(property: Notice['property'], said: Said | undefined, reading: Reading): string {
  if (property === undefined || said === undefined) return ''
  if (said.label !== undefined) return said.label
  if (property.kind === 'user') return reading.nameOf(String(said.value))
  return propertyText({ kind: property.kind, value: said.value }, reading)
}
