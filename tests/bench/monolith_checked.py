"""The second reference: the same FastAPI and pymongo, doing for a draft what the law asks of us, in one process.

It checks the bearer token (remembered as ours is), the fields, and that the caller may write in the column; cleans the
HTML; computes the item's digest and the first entry of its history. Still no bus, outbox, idempotency key or index.
"""
import re
import time
import unicodedata
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

import nh3
from fastapi import FastAPI, Header, HTTPException
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pymongo import AsyncMongoClient

from services.content import vocabulary
from services.content.model import markup
from shared import tokens
from shared.digests import digest
from shared.history import GENESIS, entry
from shared.runtime.settings import load

DATABASE = "bench_monolith_checked"
_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fa5]{1,12}〔\d{4}〕[1-9]\d*号\Z")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_CLEANER = nh3.Cleaner(tags=markup.TAGS, attributes=markup.ATTRIBUTES, url_schemes=markup.SCHEMES, link_rel=None,
                       strip_comments=True)


def _line(text: str) -> str:
    if _CONTROL.search(text := text.strip()):
        raise ValueError("不得含有控制字符或换行。")
    return text


def _number(text: str) -> str:
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    if folded and not _DOCUMENT_NUMBER.match(folded):
        raise ValueError("发文字号应形如“州政办发〔2018〕21号”。")
    return folded


def _body(html: str) -> str:
    if "\x00" in html:
        raise ValueError("含有无法保存的字符。")
    return _CLEANER.clean(html)


Short, Long = Annotated[str, Field(max_length=100), AfterValidator(_line)], Annotated[str, Field(max_length=1_500)]
Keyword = Annotated[str, Field(min_length=1, max_length=40), AfterValidator(_line)]
Title = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_line)]


class Draft(BaseModel):
    """The body of a submission, by the rules of ours."""

    model_config = ConfigDict(extra="forbid")

    column: Annotated[str, Field(min_length=1, max_length=80), AfterValidator(_line)]
    title: Title
    body: Annotated[str, Field(max_length=1_000_000), AfterValidator(_body)]
    summary: Long = ""
    source: Short = ""
    author: Short = ""
    keywords: Annotated[list[Keyword], Field(max_length=20)] = []
    kind: Literal[tuple(vocabulary.DOCUMENT_KINDS)] = "other"  # type: ignore[valid-type]
    document_number: Annotated[str, Field(max_length=60), AfterValidator(_number)] = ""
    subject: Literal[tuple(vocabulary.SUBJECTS)] = "other"  # type: ignore[valid-type]
    made_on: date | None = None


class Access:
    """Bearer tokens, each checked once."""

    def __init__(self) -> None:
        self.keys: KeySet | None = None
        self._known: dict[str, dict[str, Any]] = {}
        self._claims = jwt.JWTClaimsRegistry(iss={"essential": True, "value": tokens.ISSUER},
                                             aud={"essential": True, "value": tokens.AUDIENCE}, exp={"essential": True})

    def claims(self, authorization: str) -> dict[str, Any]:
        """What the token of the header says; raises 401."""
        known = self._known.get(authorization)
        if known is None:
            try:
                assert self.keys is not None
                known = jwt.decode(authorization.removeprefix("Bearer "), self.keys, algorithms=[tokens.ALGORITHM]).claims
                self._claims.validate(known)
            except (JoseError, ValueError):
                raise HTTPException(401) from None
            self._known[authorization] = known
        if known["exp"] < time.time():
            raise HTTPException(401)
        return known


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Hold one client for the life of the process."""
    async with AsyncMongoClient(load().mongo_url, w="majority", journal=True) as client:
        app.state.database, app.state.access = client[DATABASE], Access()
        yield


app = FastAPI(lifespan=lifespan)


@app.put("/scene", status_code=204)
async def begin(scene: dict[str, Any]) -> None:
    """The issuer's public ``keys`` and the ``columns``, before anything is measured."""
    app.state.access.keys = KeySet.import_key_set(scene["keys"])
    for column in scene["columns"]:
        await app.state.database["columns"].replace_one({"_id": column["_id"]}, column, upsert=True)


@app.post("/articles", status_code=201)
async def submit(draft: Draft, authorization: Annotated[str, Header()]) -> dict[str, Any]:
    """Store a new article with its digest and the begin of its history, with majority and journal."""
    claims = app.state.access.claims(authorization)
    column = await app.state.database["columns"].find_one({"_id": draft.column})
    if column is None or column["state"] != "open":
        raise HTTPException(404)
    if not {column["unit"], "*"} & set(claims["grants"].get("editor", ())):
        raise HTTPException(403)
    moment = datetime.now(UTC)
    item = draft.model_dump(mode="json", exclude={"column"})
    article = {"_id": str(uuid.uuid4()), "version": 1, "status": "draft", "unit": column["unit"], "column": draft.column,
               "created_by": claims["sub"], "created_at": moment, "item": item, "digest": digest(item)}
    made = entry(sequence=1, previous=GENESIS, state=digest(article), at=moment.isoformat(), action="drafted", by=claims["sub"],
                 authority=str(claims.get("unit") or ""), details={"digest": article["digest"]}, correlation="")
    await app.state.database["articles"].insert_one(article | {"history": [made]})
    return {"id": article["_id"], "version": 1, "status": "draft", "unit": column["unit"], "digest": article["digest"],
            "title": draft.title, "created_at": moment}
