import { Component, type ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { Failed } from './states.js'

interface BoundaryProps {
  readonly what: string
  /** What is drawn in place of a failed part; a message where there is none. */
  readonly instead?: (fault: Error) => ReactNode
  readonly children: ReactNode
}
interface BoundaryState {
  readonly fault: Error | undefined
}

/** Keeps a fault in one block inside it: the rest of the page runs on. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { fault: undefined }

  static getDerivedStateFromError(fault: Error): BoundaryState {
    return { fault }
  }

  override render(): ReactNode {
    if (this.state.fault === undefined) return this.props.children
    if (this.props.instead !== undefined) return this.props.instead(this.state.fault)
    return <NotDrawn what={this.props.what} fault={this.state.fault} retry={() => this.setState({ fault: undefined })} />
  }
}

interface NotDrawnProps {
  readonly what: string
  readonly fault: Error
  readonly retry: () => void
}

function NotDrawn({ what, fault, retry }: NotDrawnProps): ReactNode {
  const words = useWords().state
  return <Failed what={what} problem={{ code: 'page.not-drawn', message: words.notDrawn(fault.message) }} retry={retry} />
}
