import { type ReactNode, useEffect, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { Icon } from '../part/icon.js'
import type { ShownToast } from './toast.js'

interface ToastListProps {
  readonly toasts: readonly ShownToast[]
  readonly close: (id: number) => void
  readonly undo: (toast: ShownToast) => void
}
const shownMs = 8_000

/** The toasts above the foot of the page. The regions are there before their texts, so that a screen reader reads the texts. */
export function ToastList({ toasts, close, undo }: ToastListProps): ReactNode {
  const [isHeld, setHeld] = useState(false)
  const list = (shown: readonly ShownToast[]) =>
    shown.map((toast) => <ToastItem key={toast.id} toast={toast} isHeld={isHeld} close={() => close(toast.id)} undo={() => undo(toast)} />)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a toast does not go while somebody reads it
    <div
      className="toasts"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <div role="status">{list(toasts.filter(({ tone }) => tone !== 'refused'))}</div>
      <div role="alert">{list(toasts.filter(({ tone }) => tone === 'refused'))}</div>
    </div>
  )
}

interface ToastItemProps {
  readonly toast: ShownToast
  readonly isHeld: boolean
  readonly close: () => void
  readonly undo: () => void
}

function ToastItem({ toast, isHeld, close, undo }: ToastItemProps): ReactNode {
  const words = useWords().write
  const { tone, title, about, detail, undo: target, choices = [], icon = tone === 'done' ? 'check' : 'alert' } = toast
  useEffect(() => {
    if (tone !== 'done' || isHeld) return
    const timer = setTimeout(close, shownMs)
    return () => clearTimeout(timer)
  }, [toast, isHeld])
  return (
    <div className={`toast ${tone}`}>
      {tone === 'running' ? null : <Icon name={icon} size={16} />}
      <div className="grow">
        <p>
          <b>{title}</b>
          {about === undefined ? null : (
            <span className="t2" dir="auto">
              {' '}
              {about}
            </span>
          )}
        </p>
        {detail === undefined ? null : (
          <p className="small why-not" dir="auto">
            {detail}
          </p>
        )}
      </div>
      {choices.map(({ label, isMain, run }) => (
        <button
          key={label}
          type="button"
          className={`btn${isMain ? ' primary' : ''}`}
          onClick={() => {
            close()
            run()
          }}
        >
          {label}
        </button>
      ))}
      {target === undefined ? null : (
        <button type="button" className="btn quiet" onClick={undo} title={words.undoKey}>
          {words.undo}
        </button>
      )}
      {tone === 'running' ? null : (
        <button type="button" className="ib" aria-label={words.close} onClick={close}>
          <Icon name="x" size={14} />
        </button>
      )}
    </div>
  )
}
