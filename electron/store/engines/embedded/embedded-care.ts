import path from 'node:path';
import type { EngineCare, EngineContext, FirstDelivery, Job } from '../../delivery/engine';
import { makeFolderInPlace, writeDurably } from '../../files/durable-files';
import type { Frame } from '../../outbox/frame';
import { engineFailure } from '../../sql/engine-failure';
import { putByFinding, withAttempts } from './attempts';
import { EngineGuard } from './engine-guard';
import { markEngineDamaged } from './engine-trust';
import { canRebuildAll, type OpenedFolder, type OpenFolderContext } from './open-engine-folder';
import { Upkeep } from './upkeep';

/** What is done for the embedded engine besides delivering to it: trust, attempts, checkpoints and backups. */
export class EmbeddedCare implements EngineCare {
  readonly #opening: OpenFolderContext;
  readonly #context: EngineContext;
  readonly #folder: OpenedFolder;
  readonly #guard: EngineGuard;
  readonly #upkeep: Upkeep;

  constructor(opening: OpenFolderContext, context: EngineContext, opened: OpenedFolder) {
    this.#opening = opening;
    this.#context = context;
    this.#folder = opened;
    const { paths, boot, journal, driver } = opening;
    const { tell, onFatal, keeps, log, now } = context;
    this.#guard = new EngineGuard({
      ...{ paths, boot, tell, onFatal },
      isRebuiltForDamage: opened.origin.isRebuiltForDamage ?? false,
    });
    this.#upkeep = new Upkeep({
      ...{ paths, journal, driver, keeps, log, now },
      ...{ engine: opened.engine, schema: opened.schema },
      onSound: () => this.#guard.isSound(),
    });
  }

  get isGivenUp(): boolean {
    return this.#guard.foundDamaged;
  }

  run<T>(work: () => Promise<T>): Promise<T> {
    return this.#guard.run(work);
  }

  async findingsTold(): Promise<void> {
    if (this.#folder.origin.how === 'unverified') await this.#guard.markInUse();
  }

  deliverFirst(frame: Frame, { deliver, passOver }: FirstDelivery): Promise<void> {
    return withAttempts(this.#opening.paths, frame.sequence, deliver, async () => {
      await this.#putBy(frame);
      await passOver();
    });
  }

  async caughtUp(): Promise<void> {
    const isWhole = await canRebuildAll(this.#opening);
    if (isWhole && this.#opening.journal.found.damaged.size === 0) return;
    await this.backUp().catch(this.#guard.tellUnreadable);
  }

  delivered(bytes: number): Promise<void> {
    return this.#upkeep.afterDelivery(bytes);
  }

  dueJobs(): Promise<readonly Job[]> {
    return this.#upkeep.dueJobs();
  }

  backUp(): Promise<void> {
    return this.#upkeep.backUp();
  }

  /** Flushes all files and says that they can be trusted; what was found damaged is left as it is. */
  async close(): Promise<void> {
    const { engine, flushed } = this.#folder;
    if (this.#guard.foundDamaged) {
      await engine.close().catch(() => undefined);
      return;
    }
    await this.#upkeep.beforeClose();
    await engine.close();
    await this.#guard.markClean(flushed);
  }

  async abandon(error: unknown): Promise<void> {
    const { engine, origin } = this.#folder;
    await engine.close().catch(() => undefined);
    if (origin.isRebuiltForDamage === true || engineFailure(error) !== 'damaged') return;
    await markEngineDamaged(this.#opening.paths).catch(() => undefined);
  }

  /** Keeps an entry as a file, out of the engine's way. */
  async #putBy({ sequence, payload }: Frame): Promise<void> {
    const { paths, journal } = this.#opening;
    const file = path.join(paths.putBy, `${journal.id}-${sequence}.json`);
    await makeFolderInPlace(paths.putBy);
    await writeDurably(file, payload);
    await this.#context.tell(putByFinding(sequence, file));
  }
}
