import { custom, defineElement, stack } from '@tenure/core/block'
import { SummaryBlocks, setDefaultViewContract } from '@tenure/core/page'
import { contribute } from '@tenure/core/plugin'
import { customerCards } from '../contract.js'
import { elementFolder } from '../element-folder.js'

/** Draws the default views as cards. */
export const cardsElement = defineElement({
  id: 'tenure.customers/view-cards',
  module: new URL('customers-cards.js', elementFolder),
  calls: [setDefaultViewContract],
})
/** The default views on Summary (SUM-4). */
export const cardsBlock = contribute(SummaryBlocks, {
  id: 'tenure.customers/summary',
  order: { rank: 4 },
  columns: 12,
  block: custom({
    title: 'Customer views',
    from: customerCards,
    element: cardsElement,
    fallback: stack(),
  }),
})
