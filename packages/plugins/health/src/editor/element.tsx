// The page *Health scores*, drawn by the page's React and parts.
import { Failed, LoadingLines, registerElement, useLive, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { BacktestPage } from './foresight/backtest-page.js'
import { openedAt } from './foresight/part-switch.js'
import { ProfileList } from './list/profile-list.js'
import { ProfileEditor } from './profile-editor.js'
import type { Context } from './shown-profile.js'

function HealthScores({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const frame = useLive(context.answer)
  const list = frame?.value
  if (list === undefined)
    return frame?.state === 'stale' ? <Failed what={text('Health scores')} problem={frame.problem} /> : <LoadingLines />
  const at = openedAt(context.at)
  const open = list.profiles.find(({ id }) => id === at.id)
  if (open !== undefined && at.isBacktest) return <BacktestPage key={open.id} context={context} list={list} profile={open} />
  if (open !== undefined) return <ProfileEditor key={open.id} context={context} list={list} profile={open} />
  return <ProfileList context={context} list={list} />
}

registerElement('tenure-health-editor', HealthScores)
