import type { ScoreGroup } from '@tenure/core/score'
import { Icon, Menu, Message, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { findTemplates, groupOf } from '../../preset/from-templates.js'
import { scoreTemplates } from '../../preset/template.js'
import { knownTypes } from '../known-fields.js'
import { roomFor, withNewGroup } from '../profile-draft.js'
import type { EditingProps } from './editing-props.js'
import { GroupCard } from './group-card.js'

/** The groups of a profile, each with its criteria. One criterion at a time is open for editing. */
export function Groups(props: EditingProps): ReactNode {
  const text = useText()
  const [open, setOpen] = useState<string>()
  const { steps } = props
  const { groups } = steps.now
  return (
    <>
      {groups.length === 0 ? (
        <Message icon="activity" title={text('No groups yet')}>
          {text('A group has criteria that belong together, and a maximum. The maxima sum to 100.')}
        </Message>
      ) : (
        <div className="hgrps">
          {groups.map((group, at) => (
            <GroupCard key={group.id} {...props} group={group} at={at} open={open} setOpen={setOpen} />
          ))}
        </div>
      )}
      <AddGroup {...props} />
    </>
  )
}

function AddGroup({ steps, fields }: EditingProps): ReactNode {
  const text = useText()
  const profile = steps.now
  const add = (group: ScoreGroup) => steps.change(withNewGroup(profile, group))
  const blank = (kind: ScoreGroup['kind']): ScoreGroup => ({
    ...{ id: kind === 'event' ? 'events' : 'group', name: kind === 'event' ? text('Activities') : text('New group'), kind },
    ...{ maximum: roomFor(profile, 20), combine: 'sum', start: 0, missing: 'zero', criteria: [] },
  })
  const found = fields && findTemplates({ types: knownTypes(fields), type: fields.objectType, say: text })
  return (
    <Menu
      className="btn ghost health-add"
      label={text('Add a group')}
      align="start"
      button={
        <>
          <Icon name="plus" size={12} /> {text('Group')}
        </>
      }
      entries={[
        { key: 'property', label: text('Of properties and records'), act: () => add(blank('property')) },
        { key: 'event', label: text('Of activities'), act: () => add(blank('event')) },
        ...(found?.made ?? []).map((one) => ({
          key: one.template.id,
          label: text('Template: {name}', { name: text(one.template.title) }),
          act: () => add(groupOf(one, roomFor(profile, one.template.maximum), text)),
        })),
        ...scoreTemplates
          .filter(({ id }) => found !== undefined && !found.made.some(({ template }) => template.id === id))
          .map(({ id, title }) => ({
            key: id,
            label: text('Template: {name}', { name: text(title) }),
            why: (found?.lacks ?? []).join(' '),
            act: () => {},
          })),
      ]}
    />
  )
}
