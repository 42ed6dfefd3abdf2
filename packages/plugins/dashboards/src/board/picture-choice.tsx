import type { ReportPicture } from '@tenure/core/report'
import type { Text } from '@tenure/web/parts'
import { type ReactNode, useId } from 'react'
import type { Drawn } from './report-draft.js'

interface PictureChoiceProps {
  readonly text: Text
  readonly picture: ReportPicture
  readonly pictures: Drawn['pictures']
  readonly onChange: (picture: ReportPicture) => void
}
const pictures = [
  ['number', 'Number'],
  ['bar', 'Bars'],
  ['line', 'Lines'],
  ['area', 'Areas'],
  ['pie', 'Pie'],
  ['funnel', 'Funnel'],
  ['table', 'Table'],
  ['heat-map', 'Heat map'],
] as const

/** The pictures; one that the question cannot feed is dashed and says why. */
export function PictureChoice({ text, picture: chosen, pictures: known, onChange }: PictureChoiceProps): ReactNode {
  const name = useId()
  const whyNot = (picture: ReportPicture) => known.find((each) => each.picture === picture)?.why
  const reasons = pictures.flatMap(([picture]) => {
    const why = whyNot(picture)
    return why === undefined ? [] : [text(why)]
  })
  return (
    <fieldset className="form-field">
      <legend className="form-label">{text('Picture')}</legend>
      <div className="report-pictures">
        {pictures.map(([picture, label]) => {
          const why = whyNot(picture)
          const isOn = picture === chosen
          return (
            <label
              key={picture}
              className={isOn ? 'on' : why === undefined ? undefined : 'off'}
              title={why === undefined ? undefined : text(why)}
            >
              <input
                type="radio"
                className="sr"
                name={name}
                checked={isOn}
                disabled={why !== undefined}
                onChange={() => onChange(picture)}
              />
              {text(label)}
            </label>
          )
        })}
      </div>
      {reasons.length === 0 ? null : <p className="small t3">{[...new Set(reasons)].join(' ')}</p>}
    </fieldset>
  )
}
