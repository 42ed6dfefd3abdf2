import { existsSync, readdirSync, readFileSync } from 'node:fs'

const tickMs = 10

/** Processor time in ms of this process and of those that it has started and that still run; of this one alone where the system does not tell. */
export function familyCpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000 + childrenOf(process.pid).reduce((sum, pid) => sum + cpuMsOf(pid), 0)
}

function childrenOf(pid: number): readonly number[] {
  const tasks = `/proc/${pid}/task`
  if (!existsSync(tasks)) return []
  return readdirSync(tasks).flatMap((task) => {
    const children = `${tasks}/${task}/children`
    return existsSync(children) ? readFileSync(children, 'utf8').split(' ').filter(Boolean).map(Number) : []
  })
}

// After the name, which may have spaces, the twelfth and thirteenth field are the ticks of the process and of the system for it.
function cpuMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * tickMs
}
