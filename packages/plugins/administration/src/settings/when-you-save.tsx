import type { settingsEffectsContract } from '@tenure/core/page'
import { Effects, type ElementContext, Icon, type Text, useLive } from '@tenure/web/parts'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { SectionValues } from './setting-value.js'

interface WhenYouSaveProps {
  readonly context: ElementContext
  readonly section: string
  readonly workspace: string | undefined
  readonly values: SectionValues
  readonly text: Text
}

/** What saving these values does: who sees it at once, and what the section says of it. */
export function WhenYouSave({ context, section, workspace, values, text }: WhenYouSaveProps): ReactNode {
  const asked = useSettled(JSON.stringify(values))
  const live = useMemo(
    () =>
      context.watch<typeof settingsEffectsContract>('tenure.core/settings-effects', {
        section,
        values: JSON.parse(asked),
        ...(workspace !== undefined && { workspace }),
      }),
    [asked, section, workspace, context.watch],
  )
  const frame = useLive(live)
  const { people = 0, teams = 0, lines = [] } = frame?.value ?? {}
  return (
    <Effects title={text('When you save')}>
      <ul>
        {frame?.value === undefined ? null : (
          <li>
            <Icon name="users" size={14} />
            <span>{seenBy(people, teams, text)}</span>
          </li>
        )}
        {lines.map((line) => (
          <li key={line}>
            <Icon name="list" size={14} />
            <span>{text(line)}</span>
          </li>
        ))}
        {frame?.state !== 'stale' ? null : (
          <li>
            <Icon name="alert" size={14} />
            <span>{text('What else it does cannot be said now.')}</span>
          </li>
        )}
      </ul>
    </Effects>
  )
}

/** Who sees a change of a workspace's settings. */
export function seenBy(people: number, teams: number, text: Text): string {
  const who = people === 1 ? text('1 person') : text('{n} people', { n: people })
  const where = teams === 1 ? text('1 team') : text('{n} teams', { n: teams })
  return text('Seen at once, without a reload, by {who} in {where}.', { who, where })
}

/** The text, once it has stayed the same for a moment. */
function useSettled(now: string): string {
  const [settled, setSettled] = useState(now)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(now), 250)
    return () => clearTimeout(timer)
  }, [now])
  return settled
}
