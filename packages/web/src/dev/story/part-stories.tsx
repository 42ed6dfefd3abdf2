import type { Format } from '@tenure/core/block'
import type { ReactNode } from 'react'
import { useReading } from '../../app/format/use-formats.js'
import { ValueIn } from '../../app/format/value.js'
import { Health } from '../../app/part/health.js'
import { Icon } from '../../app/part/icon.js'
import { Face, Mark } from '../../app/part/mark.js'
import { Menu } from '../../app/part/menu.js'
import { Popover } from '../../app/part/popover.js'
import { Failed, LoadingFigure, LoadingLines, LoadingRows, Message, StaleNote, UpdatedAt } from '../../app/part/states.js'
import { ConnectionStrip } from '../../app/shell/connection-strip.js'
import { Answering, problems } from './answering.js'
import { names } from './sample-rows.js'
import { type Story, story } from './story.js'

const nothing = () => {}

function Value({ value, format }: { readonly value: unknown; readonly format: Format }): ReactNode {
  return <ValueIn value={value} format={format} reading={useReading()} />
}

/** The parts that every tab is built of. */
export const partStories: readonly Story[] = [
  story('Message', {
    plain: <Message icon="list" title="Nothing here" />,
    full: (
      <Message
        icon="filter"
        title="No customers match"
        actions={
          <button type="button" className="btn">
            Clear search
          </button>
        }
      >
        All 38 customers are left out by “zzz”.
      </Message>
    ),
    'long-names': <Message icon="users" title={names.long[0]?.name ?? ''} />,
    'right-to-left': <Message icon="users" title={names.rightToLeft[0]?.name ?? ''} />,
  }),
  story('Failed', {
    failed: <Failed what="the list" problem={problems.failed} retry={nothing} />,
    'no-access': <Failed what="the list" problem={problems.denied} />,
    missing: <Failed what="the record" problem={problems.missing} />,
    'needs-configuration': <Failed what="the list" problem={problems.unset} />,
  }),
  story('Stale note', {
    'since-a-time': <StaleNote problem={problems.failed} asOf={Date.now() - 300_000} retry={nothing} />,
    never: <StaleNote problem={problems.failed} asOf={undefined} retry={nothing} />,
  }),
  story('Loading', { rows: <LoadingRows />, lines: <LoadingLines />, figure: <LoadingFigure /> }),
  story('Updated at', { now: <UpdatedAt asOf={Date.now()} />, earlier: <UpdatedAt asOf={Date.now() - 1_500_000} /> }),
  story('Health', {
    'at-risk': <Health status="risk" score="32" />,
    neutral: <Health status="neutral" score="58" />,
    healthy: <Health status="healthy" score="84" />,
    'not-scored': <Health status="none" />,
  }),
  story('Mark', {
    record: <Mark id="c1" name="Halden Freight" />,
    large: <Mark id="c1" name="Halden Freight" large />,
    person: <Face id="u1" name="Ada Okafor" />,
    emoji: <Face id="u2" name="🚀 Rocket" />,
    'right-to-left': <Face id="u3" name="שרה כהן" />,
  }),
  story('Value', {
    money: <Value value={{ amount: '184000', currency: 'EUR' }} format="money" />,
    'minus-money': <Value value={{ amount: '-1250.5', currency: 'GBP' }} format="money" />,
    overdue: <Value value="2026-01-05" format="relative-date" />,
    date: <Value value="2031-01-05" format="date" />,
    user: <Value value="u1" format="user" />,
    'unknown-user': <Value value="gone" format="user" />,
    percent: <Value value={0.934} format="percent" />,
    duration: <Value value={5_400_000} format="duration" />,
    unknown: <Value value={null} format="text" />,
  }),
  story('Popover', {
    menu: (
      <Menu label="More" button={<Icon name="dots" />} entries={[{ key: 'archive', label: 'Archive', icon: undefined, act: nothing }]} />
    ),
    panel: (
      <Popover label="Columns" className="btn" button="Columns">
        {() => <p>Choose columns.</p>}
      </Popover>
    ),
  }),
  story('Connection strip', {
    open: (
      <Answering>
        <ConnectionStrip />
      </Answering>
    ),
    lost: (
      <Answering connection={{ state: 'lost', since: Date.now() - 140_000 }}>
        <ConnectionStrip />
      </Answering>
    ),
  }),
]
