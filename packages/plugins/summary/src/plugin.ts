import { overview } from '@tenure/core/block'
import { SummaryBlocks } from '@tenure/core/page'
import { definePlugin, defineTab } from '@tenure/core/plugin'
import { german } from './german.js'

const tab = defineTab({
  id: 'tenure.summary/summary',
  title: 'Summary',
  icon: 'home',
  order: { group: 'customers', rank: 0 },
  needs: 'summary',
  block: overview(SummaryBlocks),
})

/** The Summary tab: what the other plugins say of today, on one sheet. It asks nothing by itself. */
export const summary = definePlugin({ id: 'tenure.summary', version: '0.1.0', host: '1.0', contributes: [tab, german] })
