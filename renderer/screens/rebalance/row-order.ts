import type {
  ClassId,
  DriftBoard,
  DriftRow,
} from '../../../shared/rebalancing/rebalance-plan-types';

/**
 * Keeps the lines of the board where they are while targets are tried out: a line that moved away under the
 * pointer with each step of its slider could not be dragged. With other lines the order is made anew.
 */
export function createRowOrder(): (board: DriftBoard, isTrying: boolean) => DriftBoard {
  let order: ReadonlyMap<ClassId, number> = new Map();
  return (board, isTrying) => {
    const isKept = isTrying && board.rows.every(({ id }) => order.has(id));
    if (!isKept) {
      order = new Map(board.rows.map(({ id }, index) => [id, index]));
      return board;
    }
    const placeOf = ({ id }: DriftRow): number => order.get(id) ?? order.size;
    return { ...board, rows: [...board.rows].sort((one, other) => placeOf(one) - placeOf(other)) };
  };
}
