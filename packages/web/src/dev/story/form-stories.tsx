import { type ReactNode, useState } from 'react'
import { AdminSheet, SidePanel } from '../../app/form/admin-sheet.js'
import { Card } from '../../app/form/card.js'
import { Choose, ChooseSeveral } from '../../app/form/choose.js'
import { Field } from '../../app/form/field.js'
import { Effects, FormPage } from '../../app/form/form-page.js'
import { SaveBar } from '../../app/form/save-bar.js'
import { Segmented } from '../../app/form/segmented.js'
import { Switch } from '../../app/form/switch.js'
import { TextInput } from '../../app/form/text-input.js'
import { Icon } from '../../app/part/icon.js'
import { type Story, story } from './story.js'

const teams = ['Iberia', 'Nordics', 'DACH', 'Mid-market North with a name that is far too long for one line of a narrow page'].map(
  (label) => ({
    value: label.toLowerCase(),
    label,
  }),
)
const nothing = () => {}

function Sheet({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div className="main wide" id="content">
      <div className="sheet admin-sheet">{children}</div>
    </div>
  )
}

function Settings({ faults = 0 }: { readonly faults?: number }): ReactNode {
  const [name, setName] = useState('Strategic')
  const [chosen, setChosen] = useState<readonly string[]>(['iberia', 'nordics'])
  const [one, setOne] = useState<string | null>(null)
  const [isOn, setOn] = useState(true)
  const [layout, setLayout] = useState('board')
  const fault = faults > 0 ? 'Choose who the CSM of a service is. “Delivery lead” was removed on 12 November.' : undefined
  return (
    <FormPage
      title="Services"
      lead="What the Services tab shows to the teams of this workspace."
      aside={
        <Effects title="When you save">
          <ul>
            <li>
              <Icon name="users" size={14} />
              <span>
                <b>14 people</b> in 3 teams see the change at once, without a reload.
              </span>
            </li>
          </ul>
        </Effects>
      }
      bar={<SaveBar what="Services" changes={4} faults={faults} save={nothing} discard={nothing} review={nothing} />}
    >
      <Card
        title="Show the Services tab"
        lead="Off: nobody in this workspace sees it."
        end={<Switch isOn={isOn} onChange={setOn} label="Show the tab" />}
      />
      <Field label="Name">
        <TextInput value={name} onChange={setName} />
      </Field>
      <Field label="CSM property" fault={fault}>
        <Choose options={teams} value={one} onChange={setOne} label="CSM property" placeholder="Choose a property" />
      </Field>
      <Field label="Teams" isOptional hint="The tab switches among them.">
        <ChooseSeveral options={teams} value={chosen} onChange={setChosen} label="Teams" placeholder="Add a team" />
      </Field>
      <Segmented
        label="Layout"
        value={layout}
        onChange={setLayout}
        options={[
          { value: 'board', label: 'Board', icon: 'dashboard' },
          { value: 'table', label: 'Table', icon: 'list', count: '3' },
        ]}
      />
    </FormPage>
  )
}

function List({ isOpen = false }: { readonly isOpen?: boolean }): ReactNode {
  const side = isOpen ? (
    <SidePanel label="Strategic" lead={<span className="small t3">Settings shared by 3 teams</span>} close={nothing}>
      <Field label="Name">
        <TextInput value="Strategic" onChange={nothing} />
      </Field>
    </SidePanel>
  ) : undefined
  return (
    <AdminSheet
      title="Workspaces"
      note="4 of 5 team workspaces"
      side={side}
      foot="5 workspaces"
      actions={
        <button type="button" className="btn">
          New workspace
        </button>
      }
    >
      <p style={{ padding: 16 }}>Rows of the list.</p>
    </AdminSheet>
  )
}

/** What pages of the administration are built of. */
export const formStories: readonly Story[] = [
  story('Form page', {
    changed: (
      <Sheet>
        <Settings />
      </Sheet>
    ),
    faulty: (
      <Sheet>
        <Settings faults={1} />
      </Sheet>
    ),
  }),
  story('Admin sheet', {
    list: (
      <Sheet>
        <List />
      </Sheet>
    ),
    open: (
      <Sheet>
        <List isOpen />
      </Sheet>
    ),
  }),
]
