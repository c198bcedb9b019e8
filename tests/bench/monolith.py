"""The reference: what one would write with FastAPI and pymongo for the same article, without any of our guarantees."""
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel
from pymongo import AsyncMongoClient

from shared.runtime.settings import load

DATABASE = "bench_monolith"


class Draft(BaseModel):
    """The body of a submission."""

    column: str
    title: str
    body: str
    summary: str = ""
    source: str = ""
    author: str = ""
    keywords: list[str] = []
    kind: str = "other"
    document_number: str = ""
    subject: str = "other"
    made_on: date | None = None


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Hold one client for the life of the process."""
    async with AsyncMongoClient(load().mongo_url, w="majority", journal=True) as client:
        app.state.articles = client[DATABASE]["articles"]
        yield


app = FastAPI(lifespan=lifespan)


@app.get("/articles/{article_id}")
async def read(article_id: str) -> dict[str, Any]:
    """One article by id."""
    found = await app.state.articles.find_one({"_id": article_id})
    if found is None:
        raise HTTPException(404)
    return dict(found)


@app.post("/articles", status_code=201)
async def submit(draft: Draft) -> dict[str, Any]:
    """Store a new article, with majority and journal."""
    article = {"_id": str(uuid.uuid4()), "status": "draft", "created_at": datetime.now(UTC), **draft.model_dump(mode="json")}
    await app.state.articles.insert_one(article)
    return {"id": article["_id"], "title": draft.title, "status": "draft"}
