import type { Block, IconName } from '@tenure/core/block'
import type { RecordParts } from '../data/answers.js'
import type { Row } from '../data/named.js'

type OfKind<K extends Block['kind']> = Extract<Block, { readonly kind: K }>
type RowAction = OfKind<'table'>['rowActions'][number]
type RecordAction = RecordParts['actions'][number]

/** An action that a person may run, with what is filled in already and what is still asked for. */
export interface Offer {
  readonly title: string
  readonly icon?: IconName | undefined
  /** Offered as a button, too, and on a letter. */
  readonly button?: true | undefined
  readonly key?: string | undefined
  readonly action: OfKind<'form'>['action']
  readonly fields: OfKind<'form'>['fields']
  /** There whenever the action takes an input. */
  readonly input?: Readonly<Record<string, unknown>>
}

/** What a person may do with one thing: a row, or the record of a preview. */
export interface Offered {
  /** The name of the thing. */
  readonly subject: string
  readonly offers: readonly Offer[]
  /** What the place itself does with it, before the actions. */
  readonly own?: readonly { readonly label: string; readonly run: () => void }[]
  /** Takes the focus back to where the person was. */
  readonly back: () => void
}
/** The actions of a table for one of its rows. */
export function rowOffers(actions: readonly RowAction[], row: Row): readonly Offer[] {
  return actions.map(({ fill, ...action }) => toOffer(action, fill, row))
}
/** The actions of a preview for its record. */
export function recordOffers(
  actions: readonly RecordAction[],
  record: { readonly id: string; readonly type: string; readonly version: string },
): readonly Offer[] {
  return actions.map(({ fill, ...action }) => toOffer(action, fill, { ...record }))
}

// What the row does not know is left out: an optional input takes no `null`.
function toOffer(
  action: Omit<Offer, 'input'>,
  fill: Readonly<Record<string, string>> | undefined,
  from: Readonly<Record<string, unknown>>,
): Offer {
  if (fill === undefined) return action
  const filled = Object.entries(fill).map(([input, field]) => [input, from[field]] as const)
  return { ...action, input: Object.fromEntries(filled.filter(([, value]) => value !== undefined && value !== null)) }
}
