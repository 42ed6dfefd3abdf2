import { type ElementContext, Icon, Menu, type MenuEntry, Message, type Text } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { dashboardContract } from '../desk/board-contract.js'

type Shown = Pick<z.output<typeof dashboardContract.output>['tiles'][number], 'block' | 'lacks' | 'without'>
interface ReportTileProps {
  readonly context: ElementContext
  readonly text: Text
  readonly title: string
  readonly tile: Shown
  readonly entries: readonly MenuEntry[]
}

const partTexts = { owner: 'the owner', period: 'the period', customers: 'the customers' } as const

/** One report in its frame; where it cannot be drawn, why, without naming what is hidden. */
export function ReportTile({ context, text, title, tile: { block, lacks, without = [] }, entries }: ReportTileProps): ReactNode {
  if (block !== undefined)
    return (
      <>
        {context.draw(block, title)}
        {without.length === 0 ? null : (
          <p className="tile-without">
            {text('Not narrowed by {parts}', { parts: without.map((part) => text(partTexts[part])).join(', ') })}
          </p>
        )}
      </>
    )
  return (
    <section className="block">
      <header>
        <h2 dir="auto">{title}</h2>
        <span className="grow" />
        {entries.length === 0 ? null : (
          <Menu label={text('{name}: more', { name: title })} align="end" button={<Icon name="dots" size={16} />} entries={entries} />
        )}
      </header>
      {lacks === 'plugin' ? (
        <Message icon="puzzle" title={text('The plugin of this report is not there')} role="status">
          {text('It comes back with its plugin.')}
        </Message>
      ) : (
        <Message icon="lock" title={text('You cannot see this report')} role="status">
          {text('It uses something that you may not see, or that is gone. An administrator can say more.')}
        </Message>
      )}
    </section>
  )
}
