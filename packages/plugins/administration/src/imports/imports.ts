import {
  analyseImportContract,
  cancelSampleContract,
  checkImportContract,
  definePage,
  importHistoryContract,
  importLinesContract,
  importOfferContract,
  mendLineContract,
  rejectedCsvContract,
  sampleContract,
  startImportContract,
  steerImportContract,
  takeSampleInContract,
  takeSampleOutContract,
} from '@tenure/core/administration'
import { custom, defineElement, stack } from '@tenure/core/block'
import { definePlugin } from '@tenure/core/plugin'
import { elementFolder } from '../element-folder.js'
import { importsGerman } from './german.js'

/** What the page of imports asks and does. */
export const importCalls = [
  importOfferContract,
  analyseImportContract,
  checkImportContract,
  startImportContract,
  importHistoryContract,
  importLinesContract,
  steerImportContract,
  mendLineContract,
  rejectedCsvContract,
  sampleContract,
  takeSampleInContract,
  takeSampleOutContract,
  cancelSampleContract,
] as const

const element = defineElement({
  id: 'tenure.import-pages/page',
  module: new URL('imports.js', elementFolder),
  calls: importCalls,
})

/**
 * The page of imports: their history, one of them, and bringing files in. A plugin of its own, which an application adds where it keeps
 * uploads: without the contracts of `tenure.imports` it would be blocked.
 */
export const importPages = definePlugin({
  id: 'tenure.import-pages',
  version: '0.1.0',
  host: '1.0',
  contributes: [
    element,
    importsGerman,
    definePage({
      id: 'tenure.import-pages/import',
      title: 'Import',
      icon: 'file',
      area: 'account',
      order: { rank: 60 },
      block: custom({ title: 'Import', from: importHistoryContract, element, fallback: stack() }),
    }),
  ],
})
