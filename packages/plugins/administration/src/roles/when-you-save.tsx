import type { editionContract, mappingEffectContract } from '@tenure/core/administration'
import { Effects, type ElementContext, Icon, useLive, useText } from '@tenure/web/parts'
import { type ReactNode, useMemo } from 'react'
import type { Effect, Mapping } from './mapping.js'

interface WhenYouSaveProps {
  readonly mapping: Mapping
  readonly count: number
  readonly context: Pick<ElementContext, 'watch' | 'openPage'>
}

/** The box that says what saving the mapping does, from the core; without a change, what exceeds the edition. */
export function WhenYouSave({ mapping, count, context }: WhenYouSaveProps): ReactNode {
  const text = useText()
  const live = useMemo(() => context.watch<typeof mappingEffectContract>('tenure.core/mapping-effect', mapping), [])
  const effect = useLive(live)?.value
  if (count === 0) return <Kept context={context} />
  return <Effects title={text('When you save')}>{effect === undefined ? null : <EffectList effect={effect} />}</Effects>
}

function EffectList({ effect }: { readonly effect: Effect }): ReactNode {
  const text = useText()
  const { refused, roles, sections, pipelines, inactive, workspaces } = effect
  const asking = sections.filter(({ asks }) => asks.length > 0)
  const unused = [...new Set(sections.flatMap((section) => section.unused.map((one) => `${one.label}: ${one.chosen} (${one.typeLabel})`)))]
  if (refused !== undefined)
    return (
      <ul>
        <Line icon="alert" isStop>
          {refused.message}
        </Line>
      </ul>
    )
  return (
    <>
      {roles.map(({ role, label, to }) => (
        <p key={role} className="t2 small">
          {text('{role} becomes {types}, in every workspace ({count}).', {
            role: text(label),
            types: to.map((one) => text(one)).join(', ') || text('nothing'),
            count: workspaces,
          })}
        </p>
      ))}
      <ul>
        {asking.length === 0 ? null : (
          <Line icon="alert" isStop>
            {text('Workspaces that have to choose again: {count}. Until then their tab asks for it.', { count: asking.length })}
          </Line>
        )}
        {inactive.map(({ type, label }) => (
          <Line key={type} icon="lock" isStop>
            {text('{type} is not activated in this account.', { type: text(label) })}
          </Line>
        ))}
        {unused.map((one) => (
          <Line key={one} icon="calendar">
            {text('No longer used: {choice}', { choice: one })}
          </Line>
        ))}
        {pipelines.map(({ typeLabel, labels }) => (
          <Line key={typeLabel} icon="dashboard">
            {text('Pipelines of {type} are no longer used: {names}', {
              type: text(typeLabel),
              names: labels.map((one) => text(one)).join(', '),
            })}
          </Line>
        ))}
        <Line icon="history">{text('Nothing is deleted. Choosing the old type again brings it all back.')}</Line>
      </ul>
      {asking.length === 0 ? null : <Renewing sections={asking} />}
    </>
  )
}

function Renewing({ sections }: { readonly sections: Effect['sections'] }): ReactNode {
  const text = useText()
  return (
    <div className="renew">
      <p className="cap">{text('Settings to renew')}</p>
      <ul className="plain">
        {sections.map(({ section, workspace, workspaceName, title, asks }) => (
          <li key={`${workspace} ${section}`}>
            <span className="grow">
              {workspaceName} · {text(title)}
            </span>
            <span className="small t3">{asks.map(({ label }) => text(label)).join(', ')}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Kept({ context }: Pick<WhenYouSaveProps, 'context'>): ReactNode {
  const text = useText()
  const live = useMemo(() => context.watch<typeof editionContract>('tenure.core/edition'), [])
  const edition = useLive(live)?.value
  const kept = edition?.exceeding.filter(({ what }) => what === 'role') ?? []
  if (kept.length === 0) return null
  return (
    <Effects title={text('More than the edition has')}>
      <ul>
        {kept.map(({ id, label, message }) => (
          <Line key={`${id} ${label}`} icon="lock">
            {label}: {message} {text('It is kept as it is.')}
          </Line>
        ))}
      </ul>
    </Effects>
  )
}

function Line({
  icon,
  isStop = false,
  children,
}: {
  readonly icon: string
  readonly isStop?: boolean
  readonly children: ReactNode
}): ReactNode {
  return (
    <li className={isStop ? 'stop' : undefined}>
      <Icon name={icon} size={14} />
      <span>{children}</span>
    </li>
  )
}
