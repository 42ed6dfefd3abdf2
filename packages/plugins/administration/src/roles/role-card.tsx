import { Card, type Formats, Icon, useText } from '@tenure/web/parts'
import { type ReactNode, useId } from 'react'
import { choose, type Mapping, type RoleType, type ShownRole, showFirst, typesIn } from './mapping.js'

const leads: Readonly<Record<ShownRole['role'], string>> = {
  customer: 'Who is looked after. One type.',
  serviceRole: 'What is delivered to a customer. One type.',
  revenue: 'What renews. One or two types; one is shown first.',
}
interface RoleCardProps {
  readonly role: ShownRole
  readonly saved: Mapping
  readonly mapping: Mapping
  readonly activates: boolean
  readonly formats: Pick<Formats, 'number'>
  readonly change: (mapping: Mapping) => void
  readonly activate: (type: string) => void
}

/** One role with the object types that may play it: a radio button where one may, boxes where more may. */
export function RoleCard(props: RoleCardProps): ReactNode {
  const { role, saved, mapping } = props
  const text = useText()
  const isChanged = typesIn(saved, role.role).join() !== typesIn(mapping, role.role).join()
  const name = useId()
  return (
    <fieldset className="role-card" aria-label={text(role.label)}>
      <Card title={text(role.label)} lead={text(leads[role.role])}>
        {role.types.map((type) => (
          <TypeRow key={type.type} {...props} type={type} name={name} isChanged={isChanged} />
        ))}
      </Card>
    </fieldset>
  )
}

interface TypeRowProps extends RoleCardProps {
  readonly type: RoleType
  readonly name: string
  readonly isChanged: boolean
}
function TypeRow({ role, saved, mapping, activates, formats, change, activate, type, name, isChanged }: TypeRowProps): ReactNode {
  const text = useText()
  const now = typesIn(mapping, role.role)
  const isOn = now.includes(type.type)
  const wasOn = typesIn(saved, role.role).includes(type.type)
  const isDisabled = type.lacks !== undefined && !wasOn
  const isFull = role.most > 1 && now.length >= role.most && !isOn
  const recordsOf = (count: number) => (count === 1 ? text('1 record') : text('{count} records', { count: formats.number(count) }))
  const input = { checked: isOn, disabled: isDisabled || isFull, onChange: () => change(choose(mapping, role, type.type)) }
  const classes = ['opt-row', ...(isOn ? ['on'] : []), ...(isDisabled ? ['dis'] : []), ...(isChanged && isOn && !wasOn ? ['ch'] : [])]
  return (
    <div className={classes.join(' ')}>
      <label>
        <input type={role.most > 1 || role.optional ? 'checkbox' : 'radio'} name={name} {...input} />
        <span className="grow">
          {text(type.label)} {type.custom ? <span className="t3">{text('custom object')}</span> : null}
        </span>
      </label>
      {isChanged && wasOn && !isOn ? <span className="small t3">{text('until now')}</span> : null}
      {type.lacks === undefined ? null : <span className="small t3 opt-why">{type.lacks.message}</span>}
      {role.most > 1 && isOn && now.length > 1 ? (
        now[0] === type.type ? (
          <span className="chip plain">{text('Shown first')}</span>
        ) : (
          <button type="button" className="btn ghost sm" onClick={() => change(showFirst(mapping, type.type))}>
            {text('Show first')}
          </button>
        )
      ) : null}
      {type.active ? (
        <span className="small t3 num">{type.records === null ? '' : recordsOf(type.records)}</span>
      ) : (
        <>
          <span className="small t3">{text('Not activated in this account')}</span>
          {activates ? (
            <button type="button" className="btn sm" onClick={() => activate(type.type)}>
              {text('Activate')}
            </button>
          ) : (
            <Icon name="lock" size={14} />
          )}
        </>
      )}
    </div>
  )
}
