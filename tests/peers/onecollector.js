// Sends the events of standard input with the vendor's own producer (1ds-core-js, 1ds-post-js), to a collector on this machine
// and nowhere else. The argument is its URL; each line is `{name, data, ext}`, where `ext` is what a product's plugins would add.
'use strict';

const http = require('http');
const net = require('net');

const DUMMY_KEY = '00000000000000000000000000000000-00000000-0000-0000-0000-000000000000-0000';
const url = new URL(process.argv[2]);

function refuse(why) {
    process.stderr.write(`${why}\n`);
    process.exit(1);
}

if (url.hostname !== '127.0.0.1') refuse('the collector is not on this machine');
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
    const [target] = Array.isArray(args[0]) ? args[0] : args;
    if (target.host !== '127.0.0.1') refuse('blocked: not a loopback address');
    return connect.apply(this, args);
};
globalThis.fetch = () => refuse('blocked: fetch');

// Instead of the requests of a browser. What goes out is looked at last of all.
function sendPOST(payload, done) {
    const target = new URL(payload.urlString);
    const headers = payload.headers;
    if (target.host !== url.host || headers.apikey !== DUMMY_KEY) refuse('another endpoint or key');
    const request = http.request(target, { method: 'POST', headers }, (response) => {
        let body = '';
        response.on('data', (part) => (body += part));
        response.on('end', () => done(response.statusCode, response.headers, body));
    });
    request.on('error', (error) => refuse(error.message));
    request.end(payload.data);
}

const { AppInsightsCore } = require('@microsoft/1ds-core-js');
const { PostChannel } = require('@microsoft/1ds-post-js');

const core = new AppInsightsCore();
const channel = new PostChannel();
const config = {
    instrumentationKey: DUMMY_KEY,
    endpointUrl: url.href,
    disableCookiesUsage: true,
    extensionConfig: { [channel.identifier]: { httpXHROverride: { sendPOST } } },
};
core.initialize(config, [channel]);
if (core.config.instrumentationKey !== DUMMY_KEY || core.config.endpointUrl !== url.href) refuse('another configuration');

const lines = require('fs').readFileSync(0, 'utf8').split('\n').filter(Boolean);
for (const line of lines) core.track(JSON.parse(line));
channel.flush(true, () => core.unload(false));
