"""A real HTTP server over loopback that plays chat services, well and badly.

`plays(set_attribute)` leads Apprise's services to it. Each of `ADDRESSES` is one of a service that
it plays; of those with `{host}`, the server's own host and port are a part.
"""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ADDRESSES = {
    "slack": "https://hooks.slack.com/services/T0SECRET1/B0SECRET2/secretthree",
    "discord": "https://discord.com/api/webhooks/123456789012/secret-discord_Token",
    "telegram": "tgram://123456789:AAsecretTelegramToken_0123456789ab/4242",
    "matrix": "matrix://secretMatrixToken@{host}/!room:example.org?e2ee=no",
    "feishu": "https://open.feishu.cn/open-apis/bot/v2/hook/secret-feishu-0001",
    "lark": "https://open.larksuite.com/open-apis/bot/v2/hook/secret-lark-0001",
    "wecom": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=secret-wecom-0001",
    "dingtalk": "https://oapi.dingtalk.com/robot/send?access_token=secretdingtalk0001",
    "ntfy": "ntfy://secret-topic",
    "mattermost": "mmost://{host}/secretmattermost0001",
    "other": "gotify://{host}/secretgotify0001",
    "webhook": "http://{host}/hook/secret-path?key=secret-key",
}
TEAMS = "workflows://{host}/secretworkflow0001/secretsignature0001"
"""Microsoft's address, which is reached by TLS alone."""
SECRETS = ("secret", "SECRET", "123456789012")

GOOD = {
    "slack": (200, {}, b"ok"),
    "discord": (204, {}, b""),
    "slackapi": (200, {}, b'{"ok": true, "channel": "C1"}'),
    "bot": (200, {}, b'{"ok": true, "result": {"message_id": 1}}'),
    "feishu": (200, {}, b'{"code": 0, "msg": "success"}'),
    "wecom": (200, {}, b'{"errcode": 0, "errmsg": "ok"}'),
    "dingtalk": (200, {}, b'{"errcode": 0, "errmsg": "ok"}'),
    "_matrix": (200, {}, b'{"event_id": "$1", "room_id": "!room:example.org"}'),
}


class ChatServer:
    """`script` holds answers to give to messages first, before each service is well.

    An answer is `(status, headers, body)`; `cut after` reads a message and says nothing, `cut
    before` does not even read it, `stall` says nothing for a while. `taken` are the messages that
    were answered well: path, headers, and the JSON of the body.
    """

    def __init__(self, context=None):
        self.script, self.asked, self.taken = [], [], []
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        if context:
            self._http.socket = context.wrap_socket(self._http.socket, server_side=True)
        self.host = f"127.0.0.1:{self._http.server_port}"
        self.url = f"http{'s' if context else ''}://{self.host}"

    def __enter__(self):
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._http.shutdown()
        self._http.server_close()

    def address(self, name):
        return ADDRESSES[name].format(host=self.host)

    @property
    def addresses(self):
        return {name: self.address(name) for name in ADDRESSES}

    def texts(self):
        """The messages as JSON documents."""
        return [body for _, _, body in self.taken]

    def plays(self, set_attribute):
        """Have Apprise's services answered by this server."""
        from summarizer.deliver import apprising

        apprising.schemes()  # which loads them without a word
        from apprise.plugins import N_MGR

        for scheme, name, value in (
            ("slack", "webhook_url", f"{self.url}/slack"),
            ("slack", "api_url", self.url + "/slackapi/{}"),
            ("discord", "notify_url", f"{self.url}/discord"),
            ("tgram", "notify_url", f"{self.url}/bot"),
            ("feishu", "notify_url", self.url + "/feishu/{token}"),
            ("lark", "notify_url", f"{self.url}/feishu/"),
            ("wecombot", "notify_url", self.url + "/wecom?key={key}"),
            ("dingtalk", "notify_url", self.url + "/dingtalk?access_token={token}"),
            ("ntfy", "cloud_notify_url", f"{self.url}/ntfy"),
        ):
            set_attribute(N_MGR[scheme], name, value)

    def _handler(self):
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                with contextlib.suppress(ConnectionError):
                    server.answer(self)

            def do_PUT(self):
                self.do_POST()

            def do_GET(self):
                self.do_POST()

            def log_message(self, *_):
                pass

        return Handler

    def answer(self, handler):
        carries = handler.command != "GET" and "/join" not in handler.path
        step = self.script.pop(0) if self.script and carries else None
        if step == "cut before":
            self._cut(handler)
            return
        data = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in handler.headers.items()}
        if carries:
            self.asked.append((handler.path, headers, data))
        if step == "cut after":
            self._cut(handler)
            return
        if step == "stall":
            threading.Event().wait(1.0)
            handler.close_connection = True
            return
        place = handler.path.strip("/").replace("?", "/").partition("/")[0]
        place = "bot" if place.startswith("bot") else place
        status, more, body = step or GOOD.get(place, (200, {}, b"{}"))
        if carries and step is None:
            self.taken.append((handler.path, headers, json.loads(data)))
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **more}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    def _cut(self, handler):
        """Break the connection so that the other side is told at once."""
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.close()
        handler.close_connection = True
