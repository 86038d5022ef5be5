import type { applicationCalls } from '../../../shared/contract/application';
import type { HandlersOf } from '../../../shared/contract/contract';
import type { ErasedView } from '../../../shared/contract/erased-view';
import type { AppInfo } from '../../../shared/contract/status-view';
import { succeed, type Result } from '../../../shared/base/failure';
import type { StatusService } from './status-service';

export interface ApplicationHandlerNeeds {
  readonly info: Omit<AppInfo, 'demo'>;
  readonly isDemo: () => boolean;
  readonly status: Pick<StatusService, 'current'>;
  readonly eraseEverything: () => Promise<Result<ErasedView>>;
  readonly saveText: (suggestedName: string, text: string) => Promise<Result<{ path: string }>>;
  readonly onPainted: (painted: { sequence: number; settled: boolean }) => void;
}

/** What the page asks of the app itself. */
export function applicationHandlers(
  needs: ApplicationHandlerNeeds,
): HandlersOf<typeof applicationCalls> {
  return {
    getAppInfo: () => succeed({ ...needs.info, demo: needs.isDemo() }),
    reportPainted: (painted) => succeed(needs.onPainted(painted)),
    getStatus: () => succeed(needs.status.current()),
    eraseEverything: () => needs.eraseEverything(),
    saveTextFile: ({ suggestedName, text }) => needs.saveText(suggestedName, text),
  };
}
