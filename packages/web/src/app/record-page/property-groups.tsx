import { type ReactNode, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { ArrangeMenu } from '../arrange/arrange-menu.js'
import { useArrangement } from '../arrange/arrangement.js'
import { isHealth } from '../arrange/leading.js'
import type { Origin, PropertyValue, RecordDetail } from '../data/answers.js'
import { usePreference } from '../data/use-preference.js'
import { useReading } from '../format/use-formats.js'
import { Icon } from '../part/icon.js'
import { PropertyField } from '../record/property-field.js'
import { ageText, sourceText } from '../timeline/origin-text.js'
import { groupProperties, type PropertyGroup } from './group-properties.js'

interface PropertyGroupsProps {
  readonly record: RecordDetail
  readonly origins: readonly Origin[]
  /** The property whose history is open. */
  readonly open: string | undefined
  readonly setOpen: (property: string | undefined) => void
}

/** The properties of a record in groups that fold, with a search over their names; each value has its source and age. */
export function PropertyGroups({ record, ...props }: PropertyGroupsProps): ReactNode {
  const words = useWords().record
  const { formats } = useReading()
  const [search, setSearch] = useState('')
  const [emptyHidden, hideEmpty] = usePreference('record.hide-empty')
  const { facts: primary } = useArrangement(record.type).arrangement
  const isEmptyHidden = emptyHidden === true
  const groups = groupProperties(record, { primary, search, isEmptyHidden })
  const count = record.properties.filter(({ name }) => !isHealth(name)).length
  const label = words.findProperty(formats.number(count))
  return (
    <>
      <div className="rp-seek">
        <span className="rp-find">
          <Icon name="search" size={14} />
          <input
            type="text"
            inputMode="search"
            autoComplete="off"
            spellCheck={false}
            aria-label={label}
            placeholder={label}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </span>
        <ArrangeMenu record={record} />
      </div>
      {groups.length === 0 ? <p className="t3 rp-none">{words.noProperty}</p> : null}
      {groups.map((group) => (
        <Group key={group.id} record={record} group={group} {...props} />
      ))}
      <label className="check rp-empty">
        <input type="checkbox" checked={isEmptyHidden} onChange={() => void hideEmpty(isEmptyHidden ? null : true)} />
        {words.hideEmpty}
      </label>
    </>
  )
}

function Group({ group, ...props }: PropertyGroupsProps & { readonly group: PropertyGroup }): ReactNode {
  const words = useWords().record
  const { formats } = useReading()
  return (
    <details className="rp-group" open>
      <summary>
        <Icon name="chevron-down" size={12} />
        <h2>{group.name ?? (group.isPrimary ? words.primary : words.otherGroup)}</h2>
        <span className="small t3 num">{formats.number(group.properties.length)}</span>
      </summary>
      {group.properties.map((property) => (
        <PropertyRow key={property.name} property={property} {...props} />
      ))}
    </details>
  )
}

function PropertyRow({ record, property, origins, open, setOpen }: PropertyGroupsProps & { readonly property: PropertyValue }): ReactNode {
  const words = useWords().record
  const reading = useReading()
  const { name, label } = property
  const origin = origins.find((one) => one.property === name)
  const isOpen = open === name
  return (
    <div className={`prop${isOpen ? ' open' : ''}`}>
      <span className="name cut" title={label}>
        {label}
      </span>
      <span className="value">
        <PropertyField record={record} property={property} />
      </span>
      <button
        type="button"
        className="origin small t3"
        data-origin={name}
        aria-expanded={isOpen}
        title={words.historyOf(label)}
        onClick={() => setOpen(isOpen ? undefined : name)}
      >
        <span className="sr">{words.historyOf(label)} </span>
        {origin === undefined ? (
          <Icon name="history" size={14} />
        ) : (
          <span className="cut">
            {sourceText(origin, words, reading)}, {ageText(origin.at, words, reading)}
          </span>
        )}
      </button>
    </div>
  )
}
