export {
  completeContract,
  type TaskRow,
  taskColumns,
  taskGroups,
  taskList,
  tasksContract,
  taskTotals,
  taskViews,
} from './contract.js'
