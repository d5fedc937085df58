/*
 * An entry `seq-0` of the stream says that the outbox has reached `seq`. A consumer group keeps who has which entries to
 * see to: while a process has some, it has the turn. Each script runs alone, so no two processes get the turn at once.
 */

/** KEYS stream · ARGV last id. Takes the stream away if nobody has added to it since. */
export const BEGIN_ANEW = `
  local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
  if last and last[1] == ARGV[1] then redis.call('DEL', KEYS[1]) end`;

/**
 * KEYS stream · ARGV group, process, ms after which an entry is stale, seq, entries at most, length of the stream.
 * Answers 1 when the process has the turn. Entries of a process that does not stir any more are claimed, and processes
 * that were gone for an hour are forgotten.
 */
export const TAKE = `
  local stream, group, me, stale, most = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[5]
  local function isOthersTurn()
    for _, one in ipairs(redis.call('XPENDING', stream, group)[4] or {}) do
      if one[1] ~= me then return true end
    end
    return false
  end
  redis.pcall('XADD', stream, 'MAXLEN', '~', ARGV[6], ARGV[4] .. '-0', 'by', me)
  redis.pcall('XGROUP', 'CREATE', stream, group, '0', 'MKSTREAM')
  if isOthersTurn() then
    redis.call('XAUTOCLAIM', stream, group, me, stale, '0-0', 'COUNT', most, 'JUSTID')
    if isOthersTurn() then return 0 end
    for _, one in ipairs(redis.call('XINFO', 'CONSUMERS', stream, group)) do
      if one[2] ~= me and one[4] == 0 and one[6] > 3600000 then
        redis.call('XGROUP', 'DELCONSUMER', stream, group, one[2])
      end
    end
  end
  redis.call('XREADGROUP', 'GROUP', group, me, 'COUNT', most, 'STREAMS', stream, '>')
  return 1`;

const MINE = (until: string) => `
  local ids = {}
  local mine = redis.pcall('XPENDING', KEYS[1], ARGV[1], '-', ${until}, ARGV[3], ARGV[2])
  if not mine.err then
    for _, one in ipairs(mine) do ids[#ids + 1] = one[1] end
  end
  if #ids == 0 then return 0 end`;

/** KEYS stream · ARGV group, process, entries at most. The process stirs: its entries are not stale. */
export const HOLD = `${MINE(`'+'`)}
  redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, unpack(ids), 'JUSTID')
  return #ids`;

/** KEYS stream · ARGV group, process, entries at most, seq. The process has seen to its entries up to \`seq\`. */
export const ACKNOWLEDGE = `${MINE(`ARGV[4] .. '-0'`)}
  return redis.call('XACK', KEYS[1], ARGV[1], unpack(ids))`;
