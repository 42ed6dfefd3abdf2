import type { ReactNode } from 'react'
import { RunFailures } from '../../app/run/run-failures.js'
import { RunLines } from '../../app/run/run-lines.js'
import type { RunAbout, RunReport } from '../../app/run/run-text.js'
import { BulkBar } from '../../app/select/bulk-bar.js'
import { countOf, everything, nothing, withAll } from '../../app/select/selection.js'
import type { Selecting } from '../../app/select/use-selection.js'
import { type Answer, Answering, failed, live, problems } from './answering.js'
import { names } from './sample-rows.js'
import { type Story, story } from './story.js'

const total = 1204
const offers = {
  ...{ type: 'company', label: 'Company', plural: 'Companies', assign: 'csm', archive: true, task: { association: 'about' } },
  edits: [
    { name: 'csm', label: 'CSM', kind: 'user' },
    { name: 'renewalDate', label: 'Renewal date', kind: 'date' },
  ],
}
const two = withAll(nothing, ['c1', 'c2'])
const target = { type: 'company', collection: 'story/customers', question: undefined }

function bar(more: Partial<Selecting> = {}, answer: Answer | undefined = live(offers)): ReactNode {
  const selection = more.selection ?? two
  const selecting: Selecting = {
    ...{ selection, count: countOf(selection, total), head: 'mixed', left: 0, isFull: false, offersAll: false, wantsAssign: false },
    ...{
      has: () => false,
      toggle: () => {},
      extendTo: () => {},
      toggleKnown: () => {},
      toggleRecord: () => {},
      takeRecords: () => {},
      takeAll: () => {},
      clear: () => {},
      expectLeaving: () => {},
    },
    wantAssign: () => {},
    ...more,
  }
  return (
    <Answering {...(answer !== undefined && { answers: { 'tenure.core/bulk-offers': answer } })}>
      <div className="dock still">
        <BulkBar selecting={selecting} total={total} target={target} />
      </div>
    </Answering>
  )
}

const report: RunReport = {
  ...{ run: 'r1', name: 'Edit', kind: 'bulk', group: 'g1', state: 'running', total: 388, done: 267, kept: 3, left: 0, failed: 1 },
  ...{ startedAt: 0, items: [item('Chase SSO test', 'You may not edit this company.')] },
}
function item(title: string, message: string): RunReport['items'][number] {
  return { outcome: 'failed', type: 'company', id: title, title, message }
}

function lines(more: Partial<RunReport> = {}, about: RunAbout = { does: 'assign', to: 'Ada Okafor' }, isLost = false): ReactNode {
  return (
    <Answering {...(isLost && { connection: { state: 'lost', since: Date.now() - 4_000 } })}>
      <div className="dock still">
        <RunLines runs={[{ report: { ...report, ...more }, about, isAside: false }]} />
      </div>
    </Answering>
  )
}

/** What is done to many records at once. */
export const bulkStories: readonly Story[] = [
  story('Bulk bar', {
    some: bar(),
    'all-offered': bar({ offersAll: true }),
    all: bar({ selection: everything }),
    full: bar({ isFull: true }),
    left: bar({ left: 3 }),
    'read-only': bar({}, live({ ...offers, assign: undefined, edits: [], archive: false, task: undefined })),
    loading: bar({}, undefined),
    failed: bar({}, failed(problems.failed)),
  }),
  story('Run', {
    begun: lines({ done: 0, kept: 0, failed: 0, items: [] }),
    going: lines(),
    'no-failure': lines({ failed: 0, kept: 0, items: [] }, { does: 'archive' }),
    undo: lines({ kind: 'undo', total: undefined, failed: 0, items: [] } as never, { does: 'undo' }),
    lost: lines({}, { does: 'edit', to: '15 Dec 2026' }, true),
    'long-names': lines(
      { items: [item(names.long[0]?.name ?? '', 'You may not edit this company.')] },
      { does: 'edit', to: names.long[1]?.name ?? '' },
    ),
    'right-to-left': lines({ items: [item(names.rightToLeft[0]?.name ?? '', 'You may not edit this company.')] }),
  }),
  story('Run failures', {
    few: <RunFailures report={report} close={() => {}} />,
    many: (
      <RunFailures
        report={{
          ...report,
          failed: 112,
          items: Array.from({ length: 100 }, (_, at) => item(`Customer ${at + 1}`, 'Renewal date: A day is needed here.')),
        }}
        close={() => {}}
      />
    ),
  }),
]
