import { Button, Card, Choose, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { OptionList } from './option-list.js'
import { type DraftProperty, hasOptions, kindLabels, movedUp, type PartProps, withItem } from './type-draft.js'

/** The properties of a type: a new one may be taken out, a known one is archived. */
export function PropertiesPart({ draft, edits, change }: PartProps): ReactNode {
  const text = useText()
  const put = (at: number, next: DraftProperty | undefined) => change({ properties: withItem(draft.properties, at, next) })
  const add = () => change({ properties: [...draft.properties, { label: '', kind: 'string' }] })
  return (
    <Card
      title={text('Properties')}
      lead={text('The first text of one line names a record.')}
      end={edits ? <Button onPress={add}>{text('Add property')}</Button> : null}
    >
      <ul className="type-rows">
        {draft.properties.map((property, at) => (
          <li key={at} className={property.archived ? 'dis' : undefined}>
            <PropertyRow
              property={property}
              edits={edits}
              put={(next) => put(at, next)}
              up={at === 0 ? undefined : () => change({ properties: movedUp(draft.properties, at) })}
            />
          </li>
        ))}
      </ul>
    </Card>
  )
}

interface PropertyRowProps {
  readonly property: DraftProperty
  readonly edits: boolean
  readonly put: (next: DraftProperty | undefined) => void
  readonly up: (() => void) | undefined
}
function PropertyRow({ property, edits, put, up }: PropertyRowProps): ReactNode {
  const text = useText()
  const { label, kind, name, archived = false } = property
  const isNew = name === undefined
  const toKind = (next: string) => {
    const { options: _options, ...rest } = property
    put({ ...rest, kind: next as DraftProperty['kind'], ...(hasOptions(next) && { options: [] }) })
  }
  return (
    <>
      <input
        className="form-input grow"
        value={label}
        disabled={!edits || archived}
        aria-label={text('Label of the property')}
        placeholder={text('Label')}
        onChange={(event) => put({ ...property, label: event.target.value })}
      />
      <Choose
        label={text('Kind')}
        options={Object.entries({ ...kindLabels, ...(kind in kindLabels ? {} : { [kind]: kind }) }).map(([value, label]) => ({
          value,
          label: text(label),
        }))}
        value={kind}
        isDisabled={!edits || !isNew}
        onChange={(next) => next !== null && toKind(next)}
      />
      {edits ? <PropertyButtons property={property} put={put} up={up} /> : null}
      {isNew && edits && !hasOptions(kind) && kind !== 'boolean' ? (
        <label className="check small t2">
          <input
            type="checkbox"
            checked={property.unique ?? false}
            onChange={(event) => put({ ...property, unique: event.target.checked })}
          />
          {text('No two records have the same value')}
        </label>
      ) : null}
      {kind === 'money' && edits ? <Currency property={property} put={put} /> : null}
      {hasOptions(kind) ? (
        <OptionList options={property.options ?? []} edits={edits && !archived} change={(options) => put({ ...property, options })} />
      ) : null}
    </>
  )
}

function PropertyButtons({ property, put, up }: Omit<PropertyRowProps, 'edits'>): ReactNode {
  const text = useText()
  const { label, name, archived = false } = property
  return (
    <>
      {up === undefined ? null : (
        <Button look="bare" label={text('Move {name} up', { name: label })} onPress={up}>
          ↑
        </Button>
      )}
      {name === undefined ? (
        <Button look="bare" onPress={() => put(undefined)}>
          {text('Take out')}
        </Button>
      ) : (
        <Button look="bare" onPress={() => put({ ...property, archived: !archived })}>
          {text(archived ? 'Take back' : 'Archive')}
        </Button>
      )}
    </>
  )
}

function Currency({ property, put }: Pick<PropertyRowProps, 'property' | 'put'>): ReactNode {
  const text = useText()
  const write = (code: string) => {
    const { currency: _currency, ...rest } = property
    put(code === '' ? rest : { ...rest, currency: code.toUpperCase() })
  }
  return (
    <input
      className="form-input"
      value={property.currency ?? ''}
      maxLength={3}
      aria-label={text('Currency')}
      placeholder={text('Currency, such as EUR')}
      onChange={(event) => write(event.target.value)}
    />
  )
}
