FROM python:3.12-slim
WORKDIR /app
COPY requirements/runtime.txt requirements/runtime.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/runtime.txt
COPY pyproject.toml README.md LICENSE syndrome_graph.py ./
COPY ontology ontology
COPY graph graph
COPY loaders loaders
COPY api api
COPY examples examples
RUN pip install --no-cache-dir --no-build-isolation --no-deps . && useradd --create-home --uid 1000 sgraph && mkdir /data && chown sgraph /data
USER sgraph
# What the first load and the first Cypher query would have to make is made now, so that the first start is quick.
RUN sgraph doctor --prepare
ENV SGRAPH_STORE=/data/syndrome-graph.kg
EXPOSE 8000
CMD ["sh", "-c", "sgraph load examples && exec sgraph serve --host 0.0.0.0 --port 8000"]
