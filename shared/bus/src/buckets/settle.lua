-- KEYS: the set of nodes, then the buckets. ARGV: this node, how long a node counts in milliseconds, then for each
-- bucket its window and how long it takes to refill what was taken, in microseconds. Answers the number of nodes, and for
-- each bucket how long it takes to be full again.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now - ARGV[2] * 1000))
redis.call('ZADD', KEYS[1], string.format('%.0f', now), ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
local answer = { redis.call('ZCARD', KEYS[1]) }
for number = 2, #KEYS do
  local window, taken = tonumber(ARGV[2 * number - 1]), tonumber(ARGV[2 * number])
  local full = math.max(tonumber(redis.call('GET', KEYS[number]) or now), now)
  full = math.min(math.max(full + taken, now), now + 2 * window)
  if full > now then
    redis.call('SET', KEYS[number], string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000))
  else
    redis.call('DEL', KEYS[number])
  end
  answer[number] = string.format('%.0f', full - now)
end
return answer
