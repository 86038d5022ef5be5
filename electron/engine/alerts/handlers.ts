import type { alertsCalls } from '../../../shared/contract/alerts';
import type { HandlersOf } from '../../../shared/contract/contract';
import { succeed } from '../../../shared/base/failure';
import type { UserRecords } from '../records/user-records';
import type { NoticeBoard } from './notice-board';

export function alertsHandlers(
  notices: NoticeBoard,
  userRecords: UserRecords,
): HandlersOf<typeof alertsCalls> {
  return {
    getNotices: () => succeed(notices.raised),
    setVenueCap: ({ venue, percent }) => userRecords.setVenueCap(venue, percent),
  };
}
