import { minorUnitsOf, parseDecimal, toDecimalText } from '@tenure/core/contract'
import type { Steps } from '@tenure/core/slices'
import type { CustomerMovement, Movements, Retention } from '../ledger/ledger.js'

/** The steps of a period, in the order of the sum. What is new are two steps: first time, and came back. */
export const steps = ['opening', 'first-time', 'came-back', 'expansion', 'contraction', 'churn', 'exchange', 'closing'] as const
/** One of them. */
export type Step = (typeof steps)[number]

/** A step with what it adds to the sum. */
export interface StepRow {
  readonly step: Step
  readonly currency: string
  readonly amount: { readonly amount: string; readonly currency: string }
  readonly customers: number
  readonly level: boolean
}
const atOnce = 128
/** A period as steps from the opening to the closing, with how many customers are behind each. */
export function* stepRows(table: Movements): Steps<readonly StepRow[]> {
  const shown = steps.filter((step) => step !== 'exchange' || table.exchange !== undefined)
  const counts = new Map<Step, number>()
  for (const [place, customer] of table.customers.entries()) {
    if (place % atOnce === 0) yield
    for (const step of shown) if (hasStep(customer, step)) counts.set(step, (counts.get(step) ?? 0) + 1)
  }
  return shown.map((step) => ({
    step,
    currency: table.currency,
    amount: { amount: amountOf(step, table), currency: table.currency },
    customers: counts.get(step) ?? 0,
    level: step === 'opening' || step === 'closing',
  }))
}
// What it adds to the sum.
function amountOf(step: Step, table: Movements): string {
  if (step === 'first-time') return minus(table.new, table.reactivation, table.currency)
  if (step === 'came-back') return table.reactivation
  if (step === 'contraction' || step === 'churn') return minus('0', table[step], table.currency)
  return table[step] ?? '0'
}
function minus(a: string, b: string, currency: string): string {
  const places = minorUnitsOf(currency)
  const units = (text: string): bigint => {
    const { digits, scale } = parseDecimal(text)
    return digits * 10n ** BigInt(places - scale)
  }
  return toDecimalText(units(a) - units(b), places)
}

/** Gross and net retention with their inputs. */
export function retentionRows({ currency, grr, nrr, customers }: Movements) {
  const cohort = customers.filter(({ kept }) => kept !== undefined && !isZero(kept.of)).length
  const measures = [
    ['GRR', grr],
    ['NRR', nrr],
  ] as const
  return measures.map(([measure, retention]) => ({
    ...{ measure, currency, customers: cohort },
    ratio: shownRatio(retention),
    kept: { amount: retention.kept, currency },
    of: { amount: retention.of, currency },
    formula: `${retention.kept} ÷ ${retention.of}`,
  }))
}
/** A ratio as a page shows it: 1 only where everything was kept, exactly (R16). */
export function shownRatio({ kept, of, ratio }: Retention): number | null {
  if (ratio === null) return null
  if (Number(ratio) !== 1 || kept === of) return Number(ratio)
  return parseDecimal(kept).digits > parseDecimal(of).digits ? 1.000001 : 0.999999
}

/** Whether a customer is behind a step. */
export function hasStep(each: CustomerMovement, step: Step): boolean {
  if (step === 'exchange') return !isZero(each.opening) || !isZero(each.closing)
  if (step === 'first-time') return !isZero(each.new) && each.cameBack !== true
  if (step === 'came-back') return each.cameBack === true
  return !isZero(each[step])
}
function isZero(amount: string): boolean {
  return /^-?0(\.0+)?$/.test(amount)
}

/** A customer behind a number, with what it had, what moved and what was kept of it. */
export function behindRow(each: CustomerMovement, currency: string, names: ReadonlyMap<string, string>) {
  const money = (amount: string | undefined) => (amount === undefined || isZero(amount) ? null : { amount, currency })
  const { customer, opening, closing, kept, expansion, contraction, churn } = each
  return {
    id: customer,
    name: names.get(customer) ?? customer,
    ...{ opening: money(opening), new: money(each.new), expansion: money(expansion), contraction: money(contraction) },
    ...{ churn: money(churn), closing: money(closing), keptGross: money(kept?.gross), keptNet: money(kept?.net) },
  }
}
