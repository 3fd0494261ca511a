// The first line on standard input: what to connect to, and how. Everything wrong with it is reported at once.

const SETTINGS = {
  url: { required: true, check: isUrl, meaning: 'the address of a hub, http or https' },
  targets: { default: [], check: isListOf('string'), meaning: 'the client targets to listen to' },
  accessToken: { default: null, check: is('string'), meaning: 'the bearer token' },
  transport: { default: 'webSockets', check: isOneOf('webSockets', 'serverSentEvents', 'longPolling', 'default'), meaning: '"webSockets", "serverSentEvents", "longPolling" or "default"' },
  answers: { default: {}, check: isAnswers, meaning: 'what to answer when the server asks: { "Target": { "value": … } or { "error": "…" } }' },
  protocol: { default: 'json', check: isOneOf('json', 'messagepack'), meaning: '"json" or "messagepack"' },
  skipNegotiation: { default: false, check: is('boolean'), meaning: 'open the WebSocket at once' },
  statefulReconnect: { default: false, check: is('boolean'), meaning: 'ask to go on with another socket when one is lost' },
  automaticReconnect: { default: null, check: isListOf('number'), meaning: 'delays in milliseconds between attempts' },
  rawFrames: { default: false, check: is('boolean'), meaning: 'report every frame that arrives' },
  serverTimeoutMs: { default: 30_000, check: is('number'), meaning: 'silence after which the server counts as gone' },
  keepAliveMs: { default: 15_000, check: is('number'), meaning: 'the pause between pings' },
};

/** @returns the settings with their defaults; throws one error that names every problem. */
export function parseConfig(line) {
  let given;
  try {
    given = JSON.parse(line);
  } catch {
    throw new Error('the configuration is not JSON');
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new Error('the configuration is not an object');
  }

  const problems = Object.keys(given)
    .filter((name) => !(name in SETTINGS))
    .map((name) => `unknown setting ${name}`);
  const config = {};
  for (const [name, setting] of Object.entries(SETTINGS)) {
    const value = given[name] ?? setting.default;
    if (value === undefined) problems.push(`${name} is missing: ${setting.meaning}`);
    else if (value !== null && !setting.check(value)) problems.push(`${name} is wrong: ${setting.meaning}`);
    config[name] = value;
  }
  if (config.skipNegotiation && config.transport !== 'webSockets') {
    problems.push('skipNegotiation needs the transport webSockets');
  }
  if (problems.length > 0) throw new Error(problems.join('; '));
  return config;
}

function is(type) {
  return (value) => typeof value === type;
}

function isListOf(type) {
  return (value) => Array.isArray(value) && value.every((one) => typeof one === type);
}

function isAnswers(value) {
  const isAnswer = (one) => typeof one === 'object' && one !== null;
  return typeof value === 'object' && Object.values(value).every(isAnswer);
}

function isOneOf(...choices) {
  return (value) => choices.includes(value);
}

function isUrl(value) {
  return typeof value === 'string' && /^https?:\/\/[^/]/.test(value);
}
