import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { recall, remember } from '../shell/kept.js'

const [least, most] = [360, 560]

/** The edge by which the preview is made wider or narrower: by dragging, or by arrows. */
export function Edge({ width, setWidth }: { readonly width: number; readonly setWidth: (width: number) => void }): ReactNode {
  const words = useWords().shell
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const right = event.currentTarget.parentElement?.getBoundingClientRect().right ?? 0
    setWidth(right - event.clientX)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowLeft: width + 16, ArrowRight: width - 16, Home: most, End: least }[event.key]
    if (to === undefined) return
    event.preventDefault()
    setWidth(to)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be dragged
    <div
      className="edge"
      role="separator"
      aria-label={words.previewWidth}
      aria-orientation="vertical"
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={width}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
    />
  )
}

/** The width of previews of that object type, which is remembered. */
export function usePreviewWidth(type: string): readonly [number, (width: number) => void] {
  const name = `tenure.preview ${type}`
  const [width, setWidth] = useState(() => recall<number>(name) ?? 408)
  return [
    width,
    (next) => {
      const within = Math.round(Math.max(least, Math.min(next, most)))
      setWidth(within)
      remember(name, within)
    },
  ]
}
